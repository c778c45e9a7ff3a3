package io.quorumlock.spring.lock;

import io.quorumlock.LockName;
import org.jspecify.annotations.Nullable;

/**
 * An application event: in observe mode, a method ran that its lock would have blocked.
 * Listeners run on the thread of the call, or on a callback thread if the lease was lost.
 *
 * @param lock what the method asked for, without keys if its key was illegal
 * @param reason why it would have been blocked
 * @param holder the public id of the instance that had the lock, which may be this one,
 * {@code null} if not known
 * @param message what an exception would have said, {@code null} for nothing
 */
public record LockWouldHaveBlocked(LockName lock, BlockReason reason, @Nullable String holder,
		@Nullable String message) {

}
