package io.quorumlock.benchmark.library;

/**
 * A lock that is held.
 */
public interface Hold {

	/**
	 * Gives the lock back and waits until it is given back.
	 */
	void release();

	/**
	 * Whether the lock is still held, as the library answers that.
	 * @return {@code false} if it was lost
	 */
	boolean isHeld();

}
