package io.quorumlock.annotation;

/**
 * What a {@link DistributedLock} method does if too few nodes vote, so that nobody can
 * tell who holds the lock.
 */
public enum OnUnavailable {

	/** Throws {@link io.quorumlock.QuorumUnavailableException}. */
	THROW,
	/**
	 * Returns without running: {@code null}, an empty {@link java.util.Optional} or
	 * publisher, or a stage completed with {@code null}.
	 */
	SKIP

}
