package io.quorumlock.election;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How a leader gives its role up.
 *
 * @param cause why
 * @param successor who is to lead next, {@code null} for whoever comes first
 * @param cooldown how long to stand back afterwards
 * @param drainTimeout how long to wait for work under way
 * @param waitsForPermission whether the lease is kept until its release is permitted,
 * even if no work is under way
 */
record Ending(RevokeCause cause, @Nullable String successor, Duration cooldown, Duration drainTimeout,
		boolean waitsForPermission) {

	/**
	 * As configured.
	 */
	static Ending planned(RevokeCause cause, @Nullable String successor, RoleSettings settings) {
		return new Ending(cause, successor, settings.cooldown(), settings.drainTimeout(), false);
	}

	/**
	 * For an instance that is being stopped, which keeps the role until it says that all
	 * else has been drained.
	 */
	static Ending shutdown(RoleSettings settings) {
		return new Ending(RevokeCause.SHUTDOWN, null, Duration.ZERO, settings.drainTimeout(), true);
	}

	/**
	 * The same, at once when no work is under way, and without waiting longer for that
	 * than may be.
	 */
	Ending permitted(Duration longest) {
		Duration timeout = (this.drainTimeout.compareTo(longest) > 0) ? longest : this.drainTimeout;
		return new Ending(this.cause, this.successor, this.cooldown, timeout, false);
	}

}
