package io.quorumlock.benchmark.workload;

import java.util.List;

/**
 * What is hoped for: a figure of ours, or how it compares with the best of some others.
 *
 * @param ours what is judged
 * @param others what it is divided by: the largest of these if it has to be large, else
 * the smallest; empty if the figure itself is judged
 * @param atLeast whether it has to be large
 * @param bound what it has to reach, or not to exceed
 */
public record Aim(Figure ours, List<Figure> others, boolean atLeast, double bound) {

	/**
	 * A figure that has to be small.
	 * @param bound what it must not exceed, absolutely or as a ratio
	 * @param ours the figure
	 * @param others with whose smallest it is compared
	 * @return the aim
	 */
	public static Aim atMost(double bound, Figure ours, Figure... others) {
		return new Aim(ours, List.of(others), false, bound);
	}

	/**
	 * A figure that has to be large.
	 * @param bound what it has to reach, absolutely or as a ratio
	 * @param ours the figure
	 * @param others with whose largest it is compared
	 * @return the aim
	 */
	public static Aim atLeast(double bound, Figure ours, Figure... others) {
		return new Aim(ours, List.of(others), true, bound);
	}

	/**
	 * A metric of a contestant.
	 *
	 * @param contestant the contestant
	 * @param metric the metric
	 */
	public record Figure(Contestant contestant, Metric metric) {

	}

}
