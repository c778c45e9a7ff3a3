package io.quorumlock.annotation;

/**
 * What a {@link DistributedLock} method does while somebody else holds the lock.
 */
public enum OnContention {

	/** Throws {@link io.quorumlock.LockNotAcquiredException}. */
	THROW,
	/**
	 * Returns without running: {@code null}, an empty {@link java.util.Optional} or
	 * publisher, or a stage completed with {@code null}.
	 */
	SKIP

}
