package io.quorumlock.quorum;

import java.time.Duration;

import io.quorumlock.LeaseRequest;

/**
 * How long to stand back between two attempts at a contended lock.
 *
 * @param initialInterval after the first attempt
 * @param multiplier by which each further interval grows
 * @param jitter by which share an interval varies at random, from 0 to 1
 * @param maxInterval the longest interval
 */
public record RetrySettings(Duration initialInterval, double multiplier, double jitter, Duration maxInterval) {

	/** 10 ms, doubling up to 500 ms, half of it at random. */
	public static final RetrySettings DEFAULTS = new RetrySettings(Duration.ofMillis(10), 2, 0.5,
			Duration.ofMillis(500));

	/**
	 * Checks the ranges.
	 * @throws IllegalArgumentException if a value is out of range
	 */
	public RetrySettings {
		if (initialInterval.compareTo(Duration.ofMillis(1)) < 0) {
			throw new IllegalArgumentException(
					"The initial retry interval must be at least 1 ms, but was " + initialInterval);
		}
		if (!(multiplier >= 1 && multiplier <= 100)) {
			throw new IllegalArgumentException("The retry multiplier must be from 1 to 100, but was " + multiplier);
		}
		if (!(jitter >= 0 && jitter <= 1)) {
			throw new IllegalArgumentException("The retry jitter must be from 0 to 1, but was " + jitter);
		}
		if (maxInterval.compareTo(initialInterval) < 0 || maxInterval.compareTo(LeaseRequest.MAX_DURATION) > 0) {
			throw new IllegalArgumentException("The longest retry interval must be from the initial interval "
					+ initialInterval + " to 365 days, but was " + maxInterval);
		}
	}

	/**
	 * How long to stand back, before chance shortens it.
	 * @param attempts how many attempts have failed, at least 1
	 * @return nanoseconds
	 */
	long intervalNanos(int attempts) {
		double grown = this.initialInterval.toNanos() * Math.pow(this.multiplier, attempts - 1);
		return (long) Math.min((double) this.maxInterval.toNanos(), grown);
	}

}
