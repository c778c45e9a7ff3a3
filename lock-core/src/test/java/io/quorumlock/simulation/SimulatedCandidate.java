package io.quorumlock.simulation;

import java.time.Duration;
import java.util.Set;

import io.quorumlock.Lease;
import io.quorumlock.election.ElectionAccess;
import io.quorumlock.election.RoleSettings;
import io.quorumlock.election.LeaderElection;
import io.quorumlock.election.Leadership;
import io.quorumlock.election.LeadershipEvent;
import io.quorumlock.election.LeadershipGranted;
import io.quorumlock.election.LeadershipRevoked;
import io.quorumlock.quorum.EngineAccess;
import org.jspecify.annotations.Nullable;

/**
 * Campaigns for the one role of a history, and checks what it is told.
 */
final class SimulatedCandidate {

	private static final String ROLE = "role";

	private final SimulatedProcess process;

	private final LeaderElection election;

	private final Set<Long> terms;

	private @Nullable Leadership leadership;

	private long lastTerm;

	private boolean granted;

	SimulatedCandidate(SimulatedInstance instance, Set<Long> terms) {
		this.process = instance.process();
		this.terms = terms;
		this.election = ElectionAccess.election(instance.engine(),
				RoleSettings.defaults().withLease(null, Duration.ofMillis(300)), this::onEvent, instance.process());
	}

	void campaign() {
		this.leadership = this.election.campaign(ROLE);
	}

	void stop() {
		this.process.run(this.election::stop);
	}

	boolean leads() {
		Lease lease = (this.leadership != null && !this.process.isDead()) ? ElectionAccess.lease(this.leadership)
				: null;
		return lease != null && EngineAccess.wouldBeHeld(lease, this.process.clock());
	}

	void checkEnd() {
		if (this.granted && !this.process.isDead()) {
			throw new Violation("I10", "Leadership was granted and never revoked");
		}
	}

	private void onEvent(LeadershipEvent event) {
		if (event instanceof LeadershipGranted) {
			if (this.granted || event.term() <= this.lastTerm || !this.terms.add(event.term())) {
				throw new Violation("I10", "Leadership was granted out of turn: " + event);
			}
			this.granted = true;
			this.lastTerm = event.term();
		}
		else if (event instanceof LeadershipRevoked) {
			if (!this.granted || event.term() != this.lastTerm) {
				throw new Violation("I10", "Leadership was revoked out of turn: " + event);
			}
			this.granted = false;
		}
	}

}
