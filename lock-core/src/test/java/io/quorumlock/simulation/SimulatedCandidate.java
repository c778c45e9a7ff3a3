package io.quorumlock.simulation;

import java.util.ArrayList;
import java.util.List;

import io.quorumlock.election.LeaderElection;

/**
 * One client's part in the elections of a history.
 */
final class SimulatedCandidate {

	private final SimulatedProcess process;

	private final LeaderElection election;

	private final List<SimulatedRole> roles = new ArrayList<>();

	private boolean stopped;

	/**
	 * A candidate that does not campaign yet.
	 * @param instance the client
	 * @param variant makes the election
	 * @param parts what it does in each of the roles
	 */
	SimulatedCandidate(SimulatedInstance instance, Variant variant, List<SimulatedRole> parts) {
		this.process = instance.process();
		this.roles.addAll(parts);
		this.election = variant.elections()
			.create(instance.engine(), (role) -> role(role).settings(), (event) -> role(event.role()).onEvent(event),
					(role) -> role(role).mailbox());
	}

	void campaign() {
		this.roles.forEach((role) -> role.campaign(this.election));
	}

	/** Looks at all roles, after this process has done something. */
	void look() {
		for (SimulatedRole role : this.roles) {
			role.look();
		}
	}

	void stop() {
		this.process.run(() -> this.election.stop().thenRun(() -> this.stopped = true));
	}

	/** Checks what must hold once everything has come to rest. */
	void checkEnd() {
		if (this.process.isDead()) {
			return;
		}
		if (!this.stopped) {
			throw new Violation("E", this.process + " has not ended its campaigns");
		}
		this.roles.forEach(SimulatedRole::checkEnd);
	}

	private SimulatedRole role(String name) {
		return this.roles.stream().filter((role) -> role.name().equals(name)).findFirst().orElseThrow();
	}

}
