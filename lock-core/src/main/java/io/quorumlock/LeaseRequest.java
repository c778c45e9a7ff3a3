package io.quorumlock;

import java.time.Duration;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * What a caller asks for: which lock, for how long each renewal lasts, how long to wait
 * for it, and how long it may be held at all. What is {@code null} is filled in from the
 * manager's defaults.
 *
 * @param lock what to lock
 * @param leaseTime how long a grant lasts unless renewed; it is renewed at a third of it.
 * If {@code null}, the default, or {@code maxHold} if that is shorter and long enough to
 * be renewed
 * @param waitTime how long {@code acquire} waits for a contended lock; zero means one
 * attempt
 * @param maxHold after which the lease is given up even if its body still runs
 * @param minHold until when, counted from the grant, a lock that is released earlier
 * stays taken, for work that may be done faster than clocks differ
 * @param retain for how long this process may keep the lease after it was released, so
 * that it need not be taken anew if somebody here wants it again; given up at once when
 * another instance waits for it, but not for one that asks without waiting
 */
public record LeaseRequest(LockName lock, @Nullable Duration leaseTime, @Nullable Duration waitTime,
		@Nullable Duration maxHold, @Nullable Duration minHold, @Nullable Duration retain) {

	/** The longest duration accepted anywhere: what is longer is a mistake. */
	public static final Duration MAX_DURATION = Duration.ofDays(365);

	/**
	 * Checks the durations.
	 * @throws IllegalArgumentException if one is out of range
	 */
	public LeaseRequest {
		Objects.requireNonNull(lock, "'lock' must not be null");
		requirePositive("leaseTime", leaseTime);
		requirePositive("maxHold", maxHold);
		requirePositive("minHold", minHold);
		requirePositive("retain", retain);
		if (minHold != null && maxHold != null && minHold.compareTo(maxHold) > 0) {
			throw new IllegalArgumentException(
					"'minHold' must be at most 'maxHold', " + maxHold + ", but was " + minHold);
		}
		if (waitTime != null && (waitTime.isNegative() || waitTime.compareTo(MAX_DURATION) > 0)) {
			throw new IllegalArgumentException("'waitTime' must be between zero and 365 days, but was " + waitTime);
		}
	}

	/**
	 * A request for a name, with the manager's defaults.
	 * @param name the name to lock
	 * @return the request
	 */
	public static LeaseRequest of(String name) {
		return of(LockName.of(name));
	}

	/**
	 * A request for a name and key, with the manager's defaults.
	 * @param name the name to lock
	 * @param key the key to lock
	 * @return the request
	 */
	public static LeaseRequest of(String name, String key) {
		return of(LockName.of(name, key));
	}

	/**
	 * A request with the manager's defaults.
	 * @param lock what to lock
	 * @return the request
	 */
	public static LeaseRequest of(LockName lock) {
		return new LeaseRequest(lock, null, null, null, null, null);
	}

	/**
	 * The same request with a lease time.
	 * @param leaseTime how long a grant lasts unless renewed
	 * @return a new request
	 */
	public LeaseRequest withLeaseTime(Duration leaseTime) {
		return new LeaseRequest(this.lock, leaseTime, this.waitTime, this.maxHold, this.minHold, this.retain);
	}

	/**
	 * The same request with a wait time.
	 * @param waitTime how long to wait for a contended lock
	 * @return a new request
	 */
	public LeaseRequest withWaitTime(Duration waitTime) {
		return new LeaseRequest(this.lock, this.leaseTime, waitTime, this.maxHold, this.minHold, this.retain);
	}

	/**
	 * The same request with a longest hold.
	 * @param maxHold after which the lease is given up
	 * @return a new request
	 */
	public LeaseRequest withMaxHold(Duration maxHold) {
		return new LeaseRequest(this.lock, this.leaseTime, this.waitTime, maxHold, this.minHold, this.retain);
	}

	/**
	 * The same request with a shortest hold. Where the instance stops before that is
	 * over, the lock stays taken for one lease time at most.
	 * @param minHold until when the lock stays taken even if it is released
	 * @return a new request
	 */
	public LeaseRequest withMinHold(Duration minHold) {
		return new LeaseRequest(this.lock, this.leaseTime, this.waitTime, this.maxHold, minHold, this.retain);
	}

	/**
	 * The same request with a retention, for a lock that one instance takes many times in
	 * a row: there, that costs no round trip. If the instance dies meanwhile, others wait
	 * as they would for a lease that is held.
	 * @param retain for how long to keep the lease after it was released
	 * @return a new request
	 */
	public LeaseRequest withRetain(Duration retain) {
		return new LeaseRequest(this.lock, this.leaseTime, this.waitTime, this.maxHold, this.minHold, retain);
	}

	private static void requirePositive(String name, @Nullable Duration value) {
		if (value != null && (value.isNegative() || value.isZero() || value.compareTo(MAX_DURATION) > 0)) {
			throw new IllegalArgumentException(
					"'" + name + "' must be more than zero and at most 365 days, but was " + value);
		}
	}

}
