package io.quorumlock.spring.lock;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How long to hold a lock and to wait for it. What is {@code null} is left to others.
 *
 * @param leaseTime how long it outlives an instance that died
 * @param waitTime how long to wait for another holder
 * @param maxHold after which it is given up
 * @param minHold how long it stays taken at least
 * @param retain how long the instance keeps it after its release
 */
public record LockTimes(@Nullable Duration leaseTime, @Nullable Duration waitTime, @Nullable Duration maxHold,
		@Nullable Duration minHold, @Nullable Duration retain) {

	/** Leaves all to others. */
	public static final LockTimes UNSET = new LockTimes(null, null, null, null, null);

	/**
	 * These times, and others where these say nothing.
	 * @param others what to use instead of {@code null}
	 * @return the times
	 */
	LockTimes or(LockTimes others) {
		return new LockTimes(or(this.leaseTime, others.leaseTime), or(this.waitTime, others.waitTime),
				or(this.maxHold, others.maxHold), or(this.minHold, others.minHold), or(this.retain, others.retain));
	}

	private static @Nullable Duration or(@Nullable Duration first, @Nullable Duration second) {
		return (first != null) ? first : second;
	}

}
