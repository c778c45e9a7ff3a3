package io.quorumlock.annotation;

import io.quorumlock.LockName;

/**
 * The thread was interrupted while a {@link DistributedLock} method waited for its lock.
 * The method did not run, nothing is held, and the interrupt flag of the thread is set
 * again.
 */
public final class LockInterruptedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final LockName lock;

	/**
	 * A new exception.
	 * @param lock what was to be locked
	 * @param cause the interruption
	 */
	public LockInterruptedException(LockName lock, InterruptedException cause) {
		super("Interrupted while waiting for lock '" + lock + "'; the method did not run and nothing is held", cause);
		this.lock = lock;
	}

	/**
	 * What was to be locked.
	 * @return the lock name
	 */
	public LockName getLock() {
		return this.lock;
	}

}
