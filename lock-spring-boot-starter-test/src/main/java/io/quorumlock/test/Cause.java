package io.quorumlock.test;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Counts what is still under way because of one thing that happened.
 */
final class Cause {

	/**
	 * Who still runs then, such as a leader that works until it leads no longer, is not
	 * going to end by itself.
	 */
	private static final long PATIENCE = TimeUnit.SECONDS.toNanos(2);

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition over = this.lock.newCondition();

	private int underWay;

	void begin() {
		count(1);
	}

	void end() {
		count(-1);
	}

	void await() {
		this.lock.lock();
		try {
			long left = PATIENCE;
			while (this.underWay > 0 && left > 0) {
				left = this.over.awaitNanos(left);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			this.lock.unlock();
		}
	}

	private void count(int change) {
		this.lock.lock();
		try {
			this.underWay += change;
			if (this.underWay == 0) {
				this.over.signalAll();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

}
