package io.quorumlock.benchmark.report;

import java.util.List;

/**
 * The figures of several rounds.
 *
 * @param median the one in the middle
 * @param min the smallest
 * @param max the largest
 */
public record Spread(double median, double min, double max) {

	/**
	 * Sums figures up.
	 * @param rounds the figure of each round
	 * @return their spread
	 */
	public static Spread of(List<Double> rounds) {
		double[] sorted = rounds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
		int half = sorted.length / 2;
		double median = (sorted.length % 2 == 1) ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
		return new Spread(median, sorted[0], sorted[sorted.length - 1]);
	}

}
