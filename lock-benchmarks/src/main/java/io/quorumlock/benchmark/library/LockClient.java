package io.quorumlock.benchmark.library;

/**
 * One instance of a service that takes locks, connected and ready. Used by many threads.
 */
public interface LockClient extends AutoCloseable {

	/**
	 * Waits until the lock is held. The thread that acquires is the one that releases.
	 * @param name what to lock
	 * @return what gives it back
	 * @throws InterruptedException if interrupted
	 */
	Hold acquire(String name) throws InterruptedException;

	/**
	 * Disconnects.
	 */
	@Override
	void close();

}
