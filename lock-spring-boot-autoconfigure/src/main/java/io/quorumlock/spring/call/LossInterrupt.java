package io.quorumlock.spring.call;

import io.quorumlock.LeaseHolds;

/**
 * Interrupts the thread that runs a method once its lease is lost, and not after the
 * method has ended.
 */
final class LossInterrupt implements AutoCloseable {

	private final Thread thread = Thread.currentThread();

	private final LeaseHolds.LossWatch watch;

	private boolean ended;

	private boolean interrupted;

	LossInterrupt(LeaseHolds holds) {
		this.watch = holds.onLost(this::interrupt);
	}

	private synchronized void interrupt() {
		if (!this.ended) {
			this.interrupted = true;
			this.thread.interrupt();
		}
	}

	/**
	 * The method has ended. An interrupt that it has not noticed was for it alone.
	 */
	@Override
	public void close() {
		if (!this.watch.end()) {
			takeBack();
		}
	}

	private synchronized void takeBack() {
		this.ended = true;
		if (this.interrupted) {
			Thread.interrupted();
		}
	}

}
