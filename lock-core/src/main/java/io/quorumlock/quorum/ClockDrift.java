package io.quorumlock.quorum;

import java.time.Duration;

import io.quorumlock.LeaseRequest;

/**
 * By how much the clocks of nodes and instances may run apart: a share of the time
 * measured and a fixed amount, for their resolution.
 *
 * @param ratio the share, from 0 to below 1; 0.01 means 1%
 * @param fixed the fixed amount
 */
public record ClockDrift(double ratio, Duration fixed) {

	/**
	 * Checks the range.
	 * @throws IllegalArgumentException if the ratio is not from 0 to below 1, or the
	 * fixed amount is negative or longer than a year
	 */
	public ClockDrift {
		if (!(ratio >= 0 && ratio < 1)) {
			throw new IllegalArgumentException("The drift ratio must be at least 0 and below 1, but was " + ratio);
		}
		if (fixed.isNegative() || fixed.compareTo(LeaseRequest.MAX_DURATION) > 0) {
			throw new IllegalArgumentException("The fixed drift must be from zero to 365 days, but was " + fixed);
		}
	}

	/**
	 * What is to be subtracted from a lease time so that it ends here before it ends on
	 * any node.
	 * @param leaseTime the lease time
	 * @return the margin in nanoseconds
	 */
	long marginNanos(Duration leaseTime) {
		return (long) Math.ceil(leaseTime.toNanos() * this.ratio) + this.fixed.toNanos();
	}

}
