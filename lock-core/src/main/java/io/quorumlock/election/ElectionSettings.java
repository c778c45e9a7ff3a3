package io.quorumlock.election;

import java.time.Duration;

import io.quorumlock.LeaseRequest;
import org.jspecify.annotations.Nullable;

/**
 * How an instance campaigns.
 *
 * @param leaseTime how long a leader's lease lasts unless renewed, {@code null} for the
 * lock manager's default
 * @param retryInterval how long a follower waits before it tries again, at most
 */
public record ElectionSettings(@Nullable Duration leaseTime, Duration retryInterval) {

	/**
	 * Checks the range.
	 * @throws IllegalArgumentException if the retry interval is below 1 ms or longer than
	 * a year
	 */
	public ElectionSettings {
		if (retryInterval.compareTo(Duration.ofMillis(1)) < 0
				|| retryInterval.compareTo(LeaseRequest.MAX_DURATION) > 0) {
			throw new IllegalArgumentException(
					"The retry interval must be from 1 ms to 365 days, but was " + retryInterval);
		}
	}

	/**
	 * The lock manager's lease time, trying again each second.
	 * @return the settings
	 */
	public static ElectionSettings defaults() {
		return new ElectionSettings(null, Duration.ofSeconds(1));
	}

}
