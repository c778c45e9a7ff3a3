package io.quorumlock.quorum.session;

import java.time.Duration;

import io.quorumlock.quorum.vote.Moment;
import io.quorumlock.time.Entropy;

/**
 * The times that follow from one lease time.
 *
 * @param lease how long a session lasts unless renewed
 * @param marginNanos by how much it is trusted less, as clocks may run apart
 */
public record SessionTimes(Duration lease, long marginNanos) {

	long leaseMillis() {
		return this.lease.toMillis();
	}

	/**
	 * Renewal is due at a third of the lease time, spread so that nodes and instances do
	 * not fall into step.
	 */
	long renewNanos(Entropy entropy) {
		long third = this.lease.toNanos() / 3;
		return (long) (third * (0.9 + 0.2 * entropy.fraction()));
	}

	long retryNanos() {
		return this.lease.toNanos() / 12;
	}

	/**
	 * Counted from before the renewal was sent, never from its answer.
	 */
	Moment deadline(Moment sentAt) {
		return sentAt.plus(leaseMillis() * 1_000_000 - this.marginNanos);
	}

	long surelyOverNanos() {
		return this.lease.toNanos() + 2 * this.marginNanos;
	}

}
