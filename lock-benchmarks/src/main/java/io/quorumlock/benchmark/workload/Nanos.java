package io.quorumlock.benchmark.workload;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Collection;

/**
 * Measured times. Not thread-safe.
 */
final class Nanos implements Serializable {

	private static final double NANOS_PER_MILLI = 1e6;

	private long[] values = new long[1024];

	private int count;

	void add(long nanos) {
		if (this.count == this.values.length) {
			this.values = Arrays.copyOf(this.values, 2 * this.count);
		}
		this.values[this.count] = nanos;
		this.count++;
	}

	int count() {
		return this.count;
	}

	static Nanos merge(Collection<Nanos> parts) {
		Nanos merged = new Nanos();
		for (Nanos part : parts) {
			for (int i = 0; i < part.count; i++) {
				merged.add(part.values[i]);
			}
		}
		return merged;
	}

	/**
	 * The time that so many took at most.
	 * @return milliseconds, not a number if there are none
	 */
	double percentileMillis(double percent) {
		if (this.count == 0) {
			return Double.NaN;
		}
		long[] sorted = Arrays.copyOf(this.values, this.count);
		Arrays.sort(sorted);
		int index = (int) Math.ceil(percent / 100 * this.count) - 1;
		return sorted[Math.max(index, 0)] / NANOS_PER_MILLI;
	}

}
