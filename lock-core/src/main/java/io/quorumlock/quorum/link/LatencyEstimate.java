package io.quorumlock.quorum.link;

import java.util.concurrent.TimeUnit;

/**
 * How long to wait for a node's answer, by how long its answers took: their smoothed
 * latency and four times their deviation, within bounds, and twice as long after each
 * timeout. After Jacobson and Karels, "Congestion avoidance and control" (1988), and RFC
 * 6298. They average the deviation over a few samples; at thousands of samples a second
 * that would forget a pause in a moment, so here the greatest deviation counts, and fades
 * over a minute.
 */
final class LatencyEstimate {

	private static final double GAIN = 0.125;

	private static final double DEVIATIONS = 4;

	private static final double FADING_NANOS = TimeUnit.MINUTES.toNanos(1);

	private final long minNanos;

	private final long maxNanos;

	private double smoothed = -1;

	private double deviation;

	private long measuredAt;

	private long timeoutNanos;

	/**
	 * An estimate that knows nothing, and so waits as long as it may.
	 * @param minNanos the shortest timeout
	 * @param maxNanos the longest timeout
	 */
	LatencyEstimate(long minNanos, long maxNanos) {
		this.minNanos = minNanos;
		this.maxNanos = maxNanos;
		this.timeoutNanos = maxNanos;
	}

	/**
	 * How long to wait for an answer now.
	 */
	long timeoutNanos() {
		return this.timeoutNanos;
	}

	/**
	 * An answer came, in time or not.
	 * @param latencyNanos how long it took
	 * @param now the monotonic clock
	 */
	void answered(long latencyNanos, long now) {
		double sample = Math.min(latencyNanos, this.maxNanos);
		if (this.smoothed < 0) {
			this.smoothed = sample;
			this.deviation = sample / 2;
		}
		else {
			double error = sample - this.smoothed;
			double fading = Math.max(0, 1 - (now - this.measuredAt) / FADING_NANOS);
			this.deviation = Math.max(Math.abs(error), this.deviation * fading);
			this.smoothed += error * GAIN;
		}
		this.measuredAt = now;
		this.timeoutNanos = bounded(this.smoothed + DEVIATIONS * this.deviation);
	}

	/**
	 * No answer came in time.
	 */
	void timedOut() {
		this.timeoutNanos = bounded(this.timeoutNanos * 2.0);
	}

	private long bounded(double nanos) {
		return (long) Math.max(this.minNanos, Math.min(nanos, this.maxNanos));
	}

}
