package io.quorumlock.election;

import java.time.Duration;
import java.util.function.Consumer;

import io.quorumlock.Lease;
import io.quorumlock.time.Timers;

/**
 * Notices when the lease of a leader is not renewed when it should have been, and when it
 * is again. A lease is renewed at a third of its time, so less than half of it is left
 * only after a renewal has failed, or this process was held up. Used on the protocol's
 * thread only.
 */
final class TrustWatch {

	private final Timers timers;

	private final Lease lease;

	private final long leaseNanos;

	private final Consumer<Boolean> atRisk;

	private boolean risky;

	private boolean stopped;

	/**
	 * A watch that has not started.
	 * @param timers the protocol's thread
	 * @param lease the lease
	 * @param leaseTime how long it lasts unless renewed
	 * @param atRisk told {@code true} when it is at risk, {@code false} when it no longer
	 * is
	 */
	TrustWatch(Timers timers, Lease lease, Duration leaseTime, Consumer<Boolean> atRisk) {
		this.timers = timers;
		this.lease = lease;
		this.leaseNanos = leaseTime.toNanos();
		this.atRisk = atRisk;
	}

	void start() {
		schedule();
	}

	boolean isAtRisk() {
		return this.risky;
	}

	void stop() {
		this.stopped = true;
	}

	private void schedule() {
		long spare = this.lease.remaining().toNanos() - this.leaseNanos / 2;
		this.timers.schedule((spare > 0) ? spare : this.leaseNanos / 20, this::check);
	}

	private void check() {
		if (this.stopped || !this.lease.isHeld()) {
			return;
		}
		schedule();
		boolean now = this.lease.remaining().toNanos() <= this.leaseNanos / 2;
		if (now != this.risky) {
			this.risky = now;
			this.atRisk.accept(now);
		}
	}

}
