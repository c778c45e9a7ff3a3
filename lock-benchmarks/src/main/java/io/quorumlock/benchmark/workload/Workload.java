package io.quorumlock.benchmark.workload;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.quorumlock.benchmark.node.Distance;

/**
 * Something that all contestants do in turn, while it is measured.
 */
public interface Workload {

	/** For how long each contestant runs before it is measured: a service is warm. */
	Duration WARM_UP = Duration.ofSeconds(8);

	/**
	 * By what it is selected.
	 * @return a short word
	 */
	String id();

	/**
	 * What it is, in a few words.
	 * @return a title
	 */
	String title();

	/**
	 * How far away the nodes are.
	 * @return the distance, by default next to their clients
	 */
	default Distance distance() {
		return Distance.NEAR;
	}

	/**
	 * In how many JVMs each contestant runs.
	 * @return at least one
	 */
	default int jvms() {
		return 1;
	}

	/**
	 * Whether a round takes so long that it needs none to warm up, and is not repeated
	 * unless asked for.
	 * @return {@code true} for some tens of seconds
	 */
	default boolean isLong() {
		return false;
	}

	/**
	 * Who takes part.
	 * @return the contestants, this library first
	 */
	List<Contestant> contestants();

	/**
	 * What the plot shows.
	 * @return the metric that matters most
	 */
	Metric headline();

	/**
	 * What is hoped for.
	 * @return the aims
	 */
	List<Aim> aims();

	/**
	 * Lets one contestant run for a while before it is measured.
	 * @param crew the JVMs of the contestant
	 */
	default void warmUp(Crew crew) {
		for (long left = WARM_UP.toNanos(); left > 0; left -= crew.length().toNanos()) {
			round(crew);
		}
	}

	/**
	 * Lets one contestant do it once.
	 * @param crew the JVMs of the contestant
	 * @return what was measured
	 */
	Map<Metric, Double> round(Crew crew);

}
