package io.quorumlock.redis;

import java.time.Duration;
import java.util.Objects;

import io.quorumlock.LeaseRequest;

/**
 * What an instance tells those who share its locks, so that none of them uses nodes with
 * which both could win a lock.
 *
 * @param namespace those who share the locks
 * @param instanceId the public id of this instance
 * @param quorum how many nodes must grant
 * @param lifetime how long an instance that was not heard of any more still counts;
 * longer than its longest lease time, as it may believe for that long that it holds a
 * lock
 * @param onConflict what to do about a node that would break exclusion
 */
public record MembershipSettings(String namespace, String instanceId, int quorum, Duration lifetime,
		NodeSetConflict onConflict) {

	private static final Duration SHORTEST = Duration.ofMinutes(1);

	/**
	 * Checks the settings.
	 * @throws IllegalArgumentException if the lifetime is out of range
	 */
	public MembershipSettings {
		Objects.requireNonNull(namespace);
		Objects.requireNonNull(instanceId);
		Objects.requireNonNull(onConflict);
		if (lifetime.compareTo(Duration.ofMillis(1)) < 0 || lifetime.compareTo(LeaseRequest.MAX_DURATION) > 0) {
			throw new IllegalArgumentException("'lifetime' must be from a millisecond to 365 days");
		}
	}

	/**
	 * How long an instance counts unless something else is wanted: half as long again as
	 * its longest lease, which may have been renewed after it was last heard of, and at
	 * least a minute.
	 * @param longestLeaseTime the longest lease time in use
	 * @return the lifetime
	 */
	public static Duration lifetime(Duration longestLeaseTime) {
		Duration lifetime = longestLeaseTime.plus(longestLeaseTime.dividedBy(2));
		return (lifetime.compareTo(SHORTEST) > 0) ? lifetime : SHORTEST;
	}

}
