package io.quorumlock.benchmark.library;

/**
 * A lock that is held.
 */
public interface Hold {

	/**
	 * Gives the lock back and waits until it is given back.
	 * @throws IllegalMonitorStateException if it was lost, with some libraries
	 */
	void release();

	/**
	 * Whether the lock is still held, as far as this process knows.
	 * @return {@code false} if it is known to be lost
	 */
	boolean isHeld();

}
