package io.quorumlock.testing;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Waits for what other threads and processes do.
 */
public final class Await {

	private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

	private Await() {
	}

	/**
	 * Waits until a condition holds.
	 * @param what the condition in words, for the message
	 * @param condition asked again and again
	 * @throws AssertionError if it does not hold within ten seconds
	 */
	public static void until(String what, BooleanSupplier condition) {
		until(what, Duration.ofSeconds(10), condition);
	}

	/**
	 * Waits until a condition holds.
	 * @param what the condition in words, for the message
	 * @param limit how long to wait
	 * @param condition asked again and again
	 * @throws AssertionError if it does not hold in time
	 */
	public static void until(String what, Duration limit, BooleanSupplier condition) {
		long start = System.nanoTime();
		while (!condition.getAsBoolean()) {
			if (System.nanoTime() - start > limit.toNanos()) {
				throw new AssertionError("Not within " + limit + ": " + what);
			}
			LockSupport.parkNanos(PAUSE_NANOS);
		}
	}

}
