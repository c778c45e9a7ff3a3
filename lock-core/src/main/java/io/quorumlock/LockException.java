package io.quorumlock;

import java.time.Duration;

/**
 * The root of what a lock manager throws at run time.
 */
public abstract sealed class LockException extends RuntimeException
		permits LockNotAcquiredException, QuorumUnavailableException, LeaseLostException {

	private static final long serialVersionUID = 1L;

	private final LockName lock;

	private final Duration elapsed;

	LockException(String message, LockName lock, Duration elapsed) {
		super(message);
		this.lock = lock;
		this.elapsed = elapsed;
	}

	/**
	 * What was to be locked.
	 * @return the lock name
	 */
	public LockName getLock() {
		return this.lock;
	}

	/**
	 * How long the caller had waited, or held, when this was thrown.
	 * @return the time elapsed
	 */
	public Duration getElapsed() {
		return this.elapsed;
	}

}
