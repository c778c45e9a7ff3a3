package io.quorumlock.benchmark.jvm;

import java.io.Serializable;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * A stretch of time on the monotonic clock, which all processes of a machine share on
 * Linux.
 *
 * @param start when it starts, as {@link System#nanoTime()} shows it
 * @param end when it ends
 */
public record Span(long start, long end) implements Serializable {

	private static final Duration HEAD_START = Duration.ofMillis(50);

	/**
	 * A span that starts in a moment, so that all workers can start together.
	 * @param length how long it lasts
	 * @return the span
	 */
	public static Span of(Duration length) {
		long start = System.nanoTime() + HEAD_START.toNanos();
		return new Span(start, start + length.toNanos());
	}

	/**
	 * How long it lasts.
	 * @return in seconds
	 */
	public double seconds() {
		return (this.end - this.start) / 1e9;
	}

	/**
	 * Waits for the start.
	 */
	public void awaitStart() {
		parkUntil(this.start);
	}

	/**
	 * Whether there is time left.
	 * @return {@code false} from its end on
	 */
	public boolean lasts() {
		return System.nanoTime() - this.end < 0;
	}

	/**
	 * Parks the thread, whatever else may unpark it.
	 * @param nanos for how long
	 */
	public static void park(long nanos) {
		if (nanos > 0) {
			parkUntil(System.nanoTime() + nanos);
		}
	}

	private static void parkUntil(long instant) {
		for (long left = instant - System.nanoTime(); left > 0; left = instant - System.nanoTime()) {
			LockSupport.parkNanos(left);
		}
	}

}
