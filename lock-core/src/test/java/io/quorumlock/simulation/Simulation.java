package io.quorumlock.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/**
 * Runs many histories and adds up what came of them.
 */
public final class Simulation {

	private final Variant variant;

	private final Map<String, List<Failure>> failures = new TreeMap<>();

	private long histories;

	private long events;

	private long acquisitions;

	private long handOvers;

	private long losses;

	private long staleWritesRefused;

	private long minSlackNanos = Long.MAX_VALUE;

	/**
	 * A simulation without histories.
	 * @param variant what the histories run
	 */
	public Simulation(Variant variant) {
		this.variant = variant;
	}

	/**
	 * Runs the history of one seed.
	 * @param seed the seed
	 * @return what it broke, {@code null} if nothing
	 */
	public @Nullable Violation run(long seed) {
		this.histories++;
		Plan plan = this.variant.plan(seed);
		try {
			History.Result result = new History(plan, this.variant).run();
			this.events += result.events();
			this.acquisitions += result.acquisitions();
			this.handOvers += result.handOvers();
			this.losses += result.losses();
			this.staleWritesRefused += result.staleWritesRefused();
			this.minSlackNanos = Math.min(this.minSlackNanos, result.minSlackNanos());
			return null;
		}
		catch (Violation violation) {
			this.failures.computeIfAbsent(violation.invariant(), (key) -> new ArrayList<>())
				.add(new Failure(plan, violation));
			return violation;
		}
	}

	/**
	 * Runs histories on all processors.
	 * @param variant what the histories run
	 * @param from the first seed
	 * @param count how many histories
	 * @return the sum of all
	 */
	public static Simulation run(Variant variant, long from, long count) {
		int threads = Runtime.getRuntime().availableProcessors();
		return IntStream.range(0, threads).parallel().mapToObj((thread) -> {
			Simulation part = new Simulation(variant);
			for (long seed = from + thread; seed < from + count; seed += threads) {
				part.run(seed);
			}
			return part;
		}).reduce(new Simulation(variant), Simulation::plus);
	}

	private Simulation plus(Simulation other) {
		Simulation sum = new Simulation(this.variant);
		for (Simulation each : List.of(this, other)) {
			each.failures
				.forEach((key, list) -> sum.failures.computeIfAbsent(key, (ignored) -> new ArrayList<>()).addAll(list));
			sum.histories += each.histories;
			sum.events += each.events;
			sum.acquisitions += each.acquisitions;
			sum.handOvers += each.handOvers;
			sum.losses += each.losses;
			sum.staleWritesRefused += each.staleWritesRefused;
			sum.minSlackNanos = Math.min(sum.minSlackNanos, each.minSlackNanos);
		}
		return sum;
	}

	/**
	 * Leaves out one fault after the other as long as the history still breaks something.
	 * @param failure a history that does
	 * @return the smallest plan found
	 */
	public Plan shrink(Failure failure) {
		Plan smallest = failure.plan();
		for (Fault fault : Fault.values()) {
			if (smallest.has(fault) && breaks(smallest.without(fault))) {
				smallest = smallest.without(fault);
			}
		}
		return smallest;
	}

	/**
	 * Lets a history happen once more, with a trace.
	 * @param plan its plan
	 * @return what happened, line by line
	 */
	List<String> trace(Plan plan) {
		Trace trace = new Trace();
		try {
			new History(plan, this.variant, trace).run();
		}
		catch (Violation violation) {
			trace.end(violation.getMessage());
		}
		return trace.lines();
	}

	/**
	 * What was broken, by invariant.
	 * @return the failures, empty if all is well
	 */
	public Map<String, List<Failure>> failures() {
		return this.failures;
	}

	/**
	 * How many histories were run.
	 * @return their number
	 */
	public long histories() {
		return this.histories;
	}

	/**
	 * How many events the histories were made of.
	 * @return the sum over all histories
	 */
	public long events() {
		return this.events;
	}

	/**
	 * How often a lock was granted.
	 * @return the sum over all histories
	 */
	public long acquisitions() {
		return this.acquisitions;
	}

	/**
	 * How often the next holder of a lock was another instance.
	 * @return the sum over all histories
	 */
	public long handOvers() {
		return this.handOvers;
	}

	/**
	 * How often a lease was lost.
	 * @return the sum over all histories
	 */
	public long losses() {
		return this.losses;
	}

	/**
	 * How often a guarded register refused a stale write.
	 * @return the sum over all histories
	 */
	public long staleWritesRefused() {
		return this.staleWritesRefused;
	}

	/**
	 * The least time between a deadline and the first instant at which a majority could
	 * have granted again.
	 * @return nanoseconds
	 */
	public long minSlackNanos() {
		return this.minSlackNanos;
	}

	private boolean breaks(Plan plan) {
		try {
			new History(plan, this.variant).run();
			return false;
		}
		catch (Violation violation) {
			return true;
		}
	}

	/**
	 * A history that broke an invariant.
	 *
	 * @param plan its plan
	 * @param violation what it broke
	 */
	public record Failure(Plan plan, Violation violation) {

	}

}
