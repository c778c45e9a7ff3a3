package io.quorumlock;

import java.time.Duration;

/**
 * The lease ended while its holder still needed it: it could not be renewed in time, was
 * held longer than allowed, or had been released. Another instance may hold the lock now.
 */
public final class LeaseLostException extends LockException {

	private static final long serialVersionUID = 1L;

	private final FencingToken token;

	/**
	 * A new exception.
	 * @param lock what was locked
	 * @param elapsed how long ago it was acquired
	 * @param token the token of the lease
	 * @param cause why it ended, a short phrase
	 */
	public LeaseLostException(LockName lock, Duration elapsed, FencingToken token, String cause) {
		super("The lease on '" + lock + "' with token " + token + ", acquired " + elapsed.toMillis() + " ms ago, "
				+ cause + ". Stop writing: another instance may hold the lock now", lock, elapsed);
		this.token = token;
	}

	/**
	 * The token of the lease that ended.
	 * @return the fencing token
	 */
	public FencingToken getToken() {
		return this.token;
	}

}
