package io.quorumlock;

import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Somebody else held the lock until the wait time ended. The nodes were well.
 */
public final class LockNotAcquiredException extends LockException {

	private static final long serialVersionUID = 1L;

	private final @Nullable String holder;

	/**
	 * A new exception.
	 * @param lock what was to be locked
	 * @param elapsed how long the caller waited
	 */
	public LockNotAcquiredException(LockName lock, Duration elapsed) {
		this(lock, elapsed, null);
	}

	/**
	 * A new exception that may name the holder.
	 * @param lock what was to be locked
	 * @param elapsed how long the caller waited
	 * @param holder the public id of the instance that holds it, {@code null} if not
	 * known
	 */
	public LockNotAcquiredException(LockName lock, Duration elapsed, @Nullable String holder) {
		super("Lock '" + lock + "' is held by somebody else; gave up after " + elapsed.toMillis()
				+ " ms. Try again later, or allow a longer wait time", lock, elapsed);
		this.holder = holder;
	}

	/**
	 * Who held the lock when the nodes were last asked.
	 * @return the public id of an instance, which may be this one; empty if a quorum of
	 * nodes did not name the same one
	 */
	public Optional<String> getHolder() {
		return Optional.ofNullable(this.holder);
	}

}
