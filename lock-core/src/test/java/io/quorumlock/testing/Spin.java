package io.quorumlock.testing;

/**
 * Time for what must not happen side by side to happen.
 */
public final class Spin {

	private static final long NANOS = 50_000;

	private Spin() {
	}

	/**
	 * Keeps the thread busy for a moment.
	 */
	public static void aMoment() {
		long start = System.nanoTime();
		while (System.nanoTime() - start < NANOS) {
			Thread.onSpinWait();
		}
	}

}
