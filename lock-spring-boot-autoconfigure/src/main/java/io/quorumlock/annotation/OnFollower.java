package io.quorumlock.annotation;

/**
 * What a {@link LeaderOnly} method does on an instance that does not lead.
 */
public enum OnFollower {

	/**
	 * Returns without running: {@code null}, an empty {@link java.util.Optional} or
	 * publisher, or a stage completed with {@code null}.
	 */
	SKIP,
	/** Throws {@link NotLeaderException}. */
	THROW

}
