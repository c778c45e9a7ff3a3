package io.quorumlock;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What this instance knows about a lock that it holds or wants at one moment.
 *
 * @param lock what is locked
 * @param holding who holds it here, {@code null} if nobody does
 * @param waiting how many callers of this instance wait for it
 */
public record LockStatus(LockName lock, @Nullable Holding holding, int waiting) {

	/**
	 * A lock that is held by this instance.
	 *
	 * @param token the fencing token
	 * @param holder the name of the thread that asked for it
	 * @param held since it was acquired
	 * @param remaining how long it is held if no further renewal succeeds, zero if it is
	 * lost
	 * @param wantedElsewhere whether another instance is known to wait for it
	 */
	public record Holding(FencingToken token, String holder, Duration held, Duration remaining,
			boolean wantedElsewhere) {

	}

}
