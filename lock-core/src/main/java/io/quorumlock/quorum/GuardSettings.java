package io.quorumlock.quorum;

import java.time.Duration;

import io.quorumlock.LeaseRequest;

/**
 * How to treat a node that may have forgotten what it granted.
 *
 * @param duration how long it does not vote: at least the longest lease that any instance
 * takes; zero lets it vote at once
 * @param strict whether nodes sit out even if all of them are new
 * @param bootstrapWindow for how long after their birth nodes that are all new count as a
 * new cluster
 */
public record GuardSettings(Duration duration, boolean strict, Duration bootstrapWindow) {

	/** No guard: a node that lost its data votes at once. */
	public static final GuardSettings OFF = of(Duration.ZERO);

	/**
	 * Checks the ranges.
	 * @throws IllegalArgumentException if a duration is negative or longer than a year
	 */
	public GuardSettings {
		requireInRange("restart guard", duration);
		requireInRange("bootstrap window", bootstrapWindow);
	}

	/**
	 * A guard with the usual window.
	 * @param duration how long a node that may have forgotten does not vote
	 * @return the settings
	 */
	public static GuardSettings of(Duration duration) {
		return new GuardSettings(duration, false, Duration.ofSeconds(10));
	}

	private static void requireInRange(String name, Duration value) {
		if (value.isNegative() || value.compareTo(LeaseRequest.MAX_DURATION) > 0) {
			throw new IllegalArgumentException("The " + name + " must be from zero to 365 days, but was " + value);
		}
	}

	boolean isOff() {
		return this.duration.isZero();
	}

}
