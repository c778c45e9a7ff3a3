package io.quorumlock.simulation;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * What a history is made of. It follows from a seed alone; faults can be left out to find
 * the smallest set that still breaks something.
 *
 * @param seed decides all that happens by chance
 * @param nodes how many nodes
 * @param clients how many clients
 * @param names how many locks they fight over
 * @param roles whether they also campaign for a role
 * @param faults what goes wrong
 * @param strikes how often each of the faults that come and go strikes at most
 */
public record Plan(long seed, int nodes, int clients, int names, boolean roles, Set<Fault> faults, int strikes) {

	/** How long a lease lasts unless renewed. */
	public static final Duration LEASE = Duration.ofSeconds(3);

	/** How long faults happen and users work. */
	public static final Duration ACTIVE = Duration.ofSeconds(15);

	/**
	 * The plan of a seed.
	 * @param seed the seed
	 * @return the plan
	 */
	public static Plan of(long seed) {
		SplittableRandom random = new SplittableRandom(seed * 31 + 7);
		Set<Fault> faults = EnumSet.noneOf(Fault.class);
		double share = random.nextDouble() * 0.6;
		for (Fault fault : Fault.values()) {
			if (random.nextDouble() < (fault.isCovered() ? share : share / 4)) {
				faults.add(fault);
			}
		}
		int[] nodes = { 1, 2, 3, 3, 3, 3, 4, 5, 5, 5, 6, 7 };
		return new Plan(seed, nodes[random.nextInt(nodes.length)], random.nextInt(2, 7), random.nextInt(1, 4),
				random.nextInt(3) == 0, faults, 5);
	}

	/**
	 * The same plan with one fault less.
	 * @param fault what is not to happen
	 * @return a new plan
	 */
	public Plan without(Fault fault) {
		Set<Fault> fewer = EnumSet.copyOf(this.faults);
		fewer.remove(fault);
		return new Plan(this.seed, this.nodes, this.clients, this.names, this.roles, fewer, this.strikes);
	}

	/**
	 * The same plan with other faults, and on as many nodes as show them best.
	 * @param number how many nodes
	 * @param most how often each fault strikes at most
	 * @param first a fault
	 * @param others further faults
	 * @return a new plan
	 */
	public Plan focused(int number, int most, Fault first, Fault... others) {
		return new Plan(this.seed, number, this.clients, this.names, this.roles, EnumSet.of(first, others), most);
	}

	/**
	 * The same plan with a single lock.
	 * @param number how many clients fight over it
	 * @return a new plan
	 */
	public Plan fightOver(int number) {
		return new Plan(this.seed, this.nodes, number, 1, this.roles, this.faults, this.strikes);
	}

	/**
	 * Whether a fault happens.
	 * @param fault the fault
	 * @return {@code true} if so
	 */
	public boolean has(Fault fault) {
		return this.faults.contains(fault);
	}

	/**
	 * How long after healing a lock may not be free: a lease, what clocks run apart, a
	 * few timeouts and a retry, and one restart guard if nodes came back.
	 * @return the bound
	 */
	public Duration longestVacancy() {
		Duration lease = LEASE.plus(LEASE.dividedBy(50));
		Duration bound = lease.plusMillis(1200);
		boolean reborn = has(Fault.NODE_CRASH) || has(Fault.NODE_DATA_LOSS) || has(Fault.FLUSH);
		return reborn ? bound.plus(lease) : bound;
	}

	/**
	 * How long after healing a role may have no leader: until the last one has given it
	 * up, with work that has not ended in time and listeners that are slow, and another
	 * has stood back and got it.
	 * @return the bound
	 */
	public Duration longestInterregnum() {
		Duration ended = LEASE.plus(Campaigning.LONGEST_DRAIN).plus(Campaigning.LONGEST_LISTENING.multipliedBy(2));
		return ended.plus(Campaigning.LONGEST_DRAIN).plus(longestVacancy());
	}

	/**
	 * Whether tokens are promised to rise. They do whatever the clocks say, but for a
	 * node that lost its fences: there the clocks decide.
	 * @return {@code false} if data is lost while clocks differ by more than a guard
	 */
	public boolean promisesTokens() {
		boolean dataLost = has(Fault.FLUSH) || has(Fault.NODE_DATA_LOSS);
		return !dataLost || !(has(Fault.SKEW) || has(Fault.CLIENT_STEP) || has(Fault.NODE_STEP));
	}

	/**
	 * Whether all that is given back is promised to be free. A node that runs a request
	 * twice may grant the second time what it refused the first, and nobody would give
	 * that back: engines rely on a way to the node that delivers at most once.
	 * @return {@code false} if requests arrive twice, or clocks are wrong
	 */
	public boolean promisesFreedom() {
		return isCovered() && !has(Fault.DUPLICATION);
	}

	/**
	 * Whether all faults lie within the documented assumptions.
	 * @return {@code true} if mutual exclusion is promised
	 */
	public boolean isCovered() {
		return this.faults.stream().allMatch(Fault::isCovered);
	}

}
