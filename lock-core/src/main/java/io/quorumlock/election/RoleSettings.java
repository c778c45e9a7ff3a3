package io.quorumlock.election;

import java.time.Duration;

import io.quorumlock.LeaseRequest;
import org.jspecify.annotations.Nullable;

/**
 * How an instance campaigns for a role.
 *
 * @param leaseTime how long a leader's lease lasts unless renewed, {@code null} for the
 * lock manager's default
 * @param retryInterval how long a follower waits before it asks the nodes again, at most
 * @param drainTimeout how long a leader that gives the role up waits for work under way
 * @param releaseOnDrainTimeout whether it gives its lease back even if work is still
 * under way by then, instead of letting the lease run out
 * @param cooldown how long it stands back after giving the role up
 * @param standBack how long a candidate lets others go first, for each role that it leads
 * already and for a candidate of higher priority
 * @param priority the higher one is preferred; a leader hands over to it
 * @param minTenure how long a leader leads before it hands over to a higher priority
 * @param maxTenure after which a leader hands over to any other candidate, {@code null}
 * for never
 * @param warmUp whether the gate opens only after the listeners have dealt with the grant
 * @param onGrantedFailure what to do if a listener fails to deal with the grant
 */
public record RoleSettings(@Nullable Duration leaseTime, Duration retryInterval, Duration drainTimeout,
		boolean releaseOnDrainTimeout, Duration cooldown, Duration standBack, int priority, Duration minTenure,
		@Nullable Duration maxTenure, boolean warmUp, OnGrantedFailure onGrantedFailure) {

	private static final Duration SHORTEST = Duration.ofMillis(1);

	/**
	 * Checks the ranges.
	 * @throws IllegalArgumentException if the retry interval or the longest tenure is
	 * below 1 ms, another duration negative, or one longer than a year
	 */
	public RoleSettings {
		require("retry interval", retryInterval, SHORTEST);
		require("drain timeout", drainTimeout, Duration.ZERO);
		require("cooldown", cooldown, Duration.ZERO);
		require("time to stand back", standBack, Duration.ZERO);
		require("shortest tenure", minTenure, Duration.ZERO);
		if (maxTenure != null) {
			require("longest tenure", maxTenure, SHORTEST);
		}
	}

	/**
	 * The lock manager's lease time, asking again each second, waiting 20 s for work
	 * under way, without preferences.
	 * @return the settings
	 */
	public static RoleSettings defaults() {
		return new RoleSettings(null, Duration.ofSeconds(1), Duration.ofSeconds(20), false, Duration.ofSeconds(1),
				Duration.ofMillis(50), 0, Duration.ofSeconds(30), null, false, OnGrantedFailure.LOG);
	}

	/**
	 * The same with other times of the lease.
	 * @param otherLeaseTime the lease time, {@code null} for the lock manager's default
	 * @param otherRetryInterval the retry interval
	 * @return the settings
	 */
	public RoleSettings withLease(@Nullable Duration otherLeaseTime, Duration otherRetryInterval) {
		return new RoleSettings(otherLeaseTime, otherRetryInterval, this.drainTimeout, this.releaseOnDrainTimeout,
				this.cooldown, this.standBack, this.priority, this.minTenure, this.maxTenure, this.warmUp,
				this.onGrantedFailure);
	}

	/**
	 * The same with another way to give the role up.
	 * @param otherDrainTimeout how long to wait for work under way
	 * @param otherReleaseOnDrainTimeout whether to give the lease back even if that takes
	 * longer
	 * @param otherCooldown how long to stand back afterwards
	 * @return the settings
	 */
	public RoleSettings withDrain(Duration otherDrainTimeout, boolean otherReleaseOnDrainTimeout,
			Duration otherCooldown) {
		return new RoleSettings(this.leaseTime, this.retryInterval, otherDrainTimeout, otherReleaseOnDrainTimeout,
				otherCooldown, this.standBack, this.priority, this.minTenure, this.maxTenure, this.warmUp,
				this.onGrantedFailure);
	}

	/**
	 * The same with other preferences.
	 * @param otherPriority the priority
	 * @param otherMinTenure the shortest tenure before a higher priority takes over
	 * @param otherMaxTenure the longest tenure, {@code null} for no limit
	 * @param otherStandBack how long to let others go first
	 * @return the settings
	 */
	public RoleSettings withPreference(int otherPriority, Duration otherMinTenure, @Nullable Duration otherMaxTenure,
			Duration otherStandBack) {
		return new RoleSettings(this.leaseTime, this.retryInterval, this.drainTimeout, this.releaseOnDrainTimeout,
				this.cooldown, otherStandBack, otherPriority, otherMinTenure, otherMaxTenure, this.warmUp,
				this.onGrantedFailure);
	}

	/**
	 * The same with another way to begin a term.
	 * @param otherWarmUp whether the gate waits for the listeners
	 * @param otherOnGrantedFailure what to do if one fails
	 * @return the settings
	 */
	public RoleSettings withStart(boolean otherWarmUp, OnGrantedFailure otherOnGrantedFailure) {
		return new RoleSettings(this.leaseTime, this.retryInterval, this.drainTimeout, this.releaseOnDrainTimeout,
				this.cooldown, this.standBack, this.priority, this.minTenure, this.maxTenure, otherWarmUp,
				otherOnGrantedFailure);
	}

	private static void require(String what, Duration value, Duration shortest) {
		if (value.compareTo(shortest) < 0 || value.compareTo(LeaseRequest.MAX_DURATION) > 0) {
			throw new IllegalArgumentException("The " + what + " must be from " + (shortest.isZero() ? "zero" : "1 ms")
					+ " to 365 days, but was " + value);
		}
	}

}
