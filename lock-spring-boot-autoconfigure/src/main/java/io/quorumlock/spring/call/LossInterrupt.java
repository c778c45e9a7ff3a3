package io.quorumlock.spring.call;

import io.quorumlock.Lease;

/**
 * Interrupts the thread that runs a method once its lease is lost, and not after the
 * method has ended.
 */
final class LossInterrupt implements AutoCloseable {

	private final Thread thread = Thread.currentThread();

	private boolean ended;

	private boolean interrupted;

	static LossInterrupt on(Lease lease) {
		LossInterrupt interrupt = new LossInterrupt();
		lease.onLost(interrupt::interrupt);
		return interrupt;
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
	public synchronized void close() {
		this.ended = true;
		if (this.interrupted) {
			Thread.interrupted();
		}
	}

}
