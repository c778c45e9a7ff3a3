package io.quorumlock.shedlock;

import java.time.Duration;

import net.javacrumbs.shedlock.core.LockConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * For how long ShedLock wants a lock held.
 *
 * @param max at most, even if the task still runs
 * @param min at least, even if the task is done; {@code null} if that does not matter
 */
record HoldBounds(Duration max, @Nullable Duration min) {

	/** Zero is legal for ShedLock, but no hold. */
	private static final Duration SHORTEST = Duration.ofMillis(1);

	static HoldBounds of(LockConfiguration configuration) {
		Duration most = configuration.getLockAtMostFor();
		Duration least = configuration.getLockAtLeastFor();
		return new HoldBounds((most.compareTo(SHORTEST) < 0) ? SHORTEST : most,
				(least.isZero() || least.isNegative()) ? null : least);
	}

}
