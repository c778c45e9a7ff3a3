package io.quorumlock.simulation;

import java.util.ArrayList;
import java.util.List;

/**
 * The elections of a history, in which all of its clients are candidates.
 */
final class Elections {

	private final World world;

	private final Plan plan;

	private final List<List<SimulatedRole>> roles = new ArrayList<>();

	private final List<SimulatedCandidate> candidates = new ArrayList<>();

	/**
	 * Elections that have not begun; in histories without roles, none.
	 */
	Elections(World world, Plan plan, Variant variant, List<SimulatedInstance> instances, Oracle oracle) {
		this.world = world;
		this.plan = plan;
		if (!plan.roles()) {
			return;
		}
		int number = 1 + world.random().nextInt(4) / 3;
		for (int i = 0; i < number; i++) {
			this.roles.add(new ArrayList<>());
		}
		for (SimulatedInstance instance : instances) {
			SimulatedProcess process = instance.process();
			List<SimulatedRole> parts = new ArrayList<>();
			for (List<SimulatedRole> role : this.roles) {
				parts.add(new SimulatedRole("role-" + parts.size(), world, process, oracle, variant.mailbox(process),
						role, plan.isCovered()));
			}
			SimulatedCandidate candidate = new SimulatedCandidate(instance, variant, parts);
			this.candidates.add(candidate);
			process.afterEach(() -> {
				candidate.look();
				oracle.ran(process);
			});
		}
	}

	void campaign() {
		this.candidates.forEach(SimulatedCandidate::campaign);
	}

	/** All faults are healed; from now on, nobody interferes. */
	void settle() {
		this.roles.forEach((role) -> role.forEach(SimulatedRole::settle));
	}

	/**
	 * Some time after all was healed, everybody campaigns again, and somebody leads.
	 */
	void checkLiveness(long healedAt) {
		if (this.roles.isEmpty()) {
			return;
		}
		long bound = this.plan.longestInterregnum().toNanos();
		while (this.world.now() < healedAt + bound && !isAlive(healedAt)) {
			this.world.runFor(100_000_000);
		}
		if (!isAlive(healedAt)) {
			throw new Violation("E", "For " + this.plan.longestInterregnum()
					+ " after healing, somebody has not campaigned or nobody has led");
		}
	}

	private boolean isAlive(long healedAt) {
		return this.roles.stream().allMatch((role) -> isAlive(role, healedAt));
	}

	private boolean isAlive(List<SimulatedRole> role, long healedAt) {
		List<SimulatedRole> living = role.stream().filter((part) -> !part.process().isDead()).toList();
		boolean led = living.stream().anyMatch((part) -> part.openAt() > healedAt);
		boolean campaigning = living.stream().allMatch((part) -> part.activeAt() > healedAt);
		return campaigning && (led || living.isEmpty() || !this.plan.promisesFreedom());
	}

	/** Ends all campaigns, and waits until what was led is given back or has lapsed. */
	void stop() {
		if (!this.roles.isEmpty()) {
			this.candidates.forEach(SimulatedCandidate::stop);
			this.world.runFor(Plan.LEASE.plus(Campaigning.LONGEST_DRAIN).plusSeconds(1).toNanos());
		}
	}

	/** Checks what must hold once everything has come to rest. */
	void checkEnd() {
		this.candidates.forEach(SimulatedCandidate::checkEnd);
	}

}
