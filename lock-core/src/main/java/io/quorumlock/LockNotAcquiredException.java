package io.quorumlock;

import java.time.Duration;

/**
 * Somebody else held the lock until the wait time ended. The nodes were well.
 */
public final class LockNotAcquiredException extends LockException {

	private static final long serialVersionUID = 1L;

	/**
	 * A new exception.
	 * @param lock what was to be locked
	 * @param elapsed how long the caller waited
	 */
	public LockNotAcquiredException(LockName lock, Duration elapsed) {
		super("Lock '" + lock + "' is held by somebody else; gave up after " + elapsed.toMillis()
				+ " ms. Try again later, or allow a longer wait time", lock, elapsed);
	}

}
