package io.quorumlock.benchmark.jvm;

import java.time.Duration;

/**
 * The CPU time that this process has spent since a moment, all threads and the garbage
 * collector included.
 */
public final class ProcessCpu {

	private final long start = total();

	private ProcessCpu() {
	}

	/**
	 * Starts counting.
	 * @return what counts
	 */
	public static ProcessCpu start() {
		return new ProcessCpu();
	}

	/**
	 * How much was spent.
	 * @return in nanoseconds
	 */
	public long nanos() {
		return total() - this.start;
	}

	private static long total() {
		return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
	}

}
