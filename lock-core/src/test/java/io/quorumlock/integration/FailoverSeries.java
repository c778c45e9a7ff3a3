package io.quorumlock.integration;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How long something took, round by round, and how long it was meant to take at most.
 */
final class FailoverSeries {

	private static final double MILLI = Duration.ofMillis(1).toNanos();

	private final String name;

	private final int nodes;

	private final List<Long> nanos = new ArrayList<>();

	private long longestAim;

	private int withinAim;

	FailoverSeries(String name, int nodes) {
		this.name = name;
		this.nodes = nodes;
	}

	void add(long taken, Duration aim) {
		this.nanos.add(taken);
		this.longestAim = Math.max(this.longestAim, aim.toNanos());
		if (taken <= aim.toNanos()) {
			this.withinAim++;
		}
	}

	boolean isMostlyWithin(Duration slack) {
		return millis(0.5) <= (this.longestAim + slack.toNanos()) / MILLI;
	}

	/**
	 * The time that a share of the rounds did not exceed.
	 */
	private double millis(double share) {
		int rank = (int) Math.ceil(share * this.nanos.size());
		return this.nanos.stream().sorted().skip(Math.max(rank, 1) - 1).findFirst().orElseThrow() / MILLI;
	}

	private double aim() {
		return this.longestAim / MILLI;
	}

	private double share() {
		return (double) this.withinAim / this.nanos.size();
	}

	static String heading() {
		return "%-20s %5s %6s %9s %9s %9s %9s %7s".formatted("scenario", "nodes", "rounds", "p50 ms", "p99 ms",
				"max ms", "aim ms", "within");
	}

	@Override
	public String toString() {
		return String.format(Locale.ROOT, "%-20s %5d %6d %9.1f %9.1f %9.1f %9.1f %6.0f%%", this.name, this.nodes,
				this.nanos.size(), millis(0.5), millis(0.99), millis(1), aim(), 100 * share());
	}

	String toJson() {
		return String.format(Locale.ROOT, """
				{ "name": "%s", "nodes": %d, "rounds": %d, "p50Millis": %.3f, "p99Millis": %.3f, \
				"maxMillis": %.3f, "aimMillis": %.3f, "withinAim": %.3f }""", this.name, this.nodes, this.nanos.size(),
				millis(0.5), millis(0.99), millis(1), aim(), share());
	}

}
