package io.quorumlock.test;

import java.util.Comparator;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

import io.quorumlock.time.Ticker;
import io.quorumlock.time.Timers;

/**
 * Clocks that stand still until somebody moves them. There is no thread of the protocol:
 * whoever asks for something does the protocol's work, one caller after the other, so
 * that it is done when the call returns.
 */
final class VirtualTime implements Ticker, Timers {

	/** Fair, or a thread that locks in a loop would keep the others out for ever. */
	private final ReentrantLock lock = new ReentrantLock(true);

	private final Condition worked = this.lock.newCondition();

	private final TreeSet<Task> tasks = new TreeSet<>(
			Comparator.comparingLong(Task::at).thenComparingLong(Task::number));

	/** Tokens begin with the wall clock, as some may be stored already. */
	private final long startMicros = Ticker.system().wallMicros();

	private volatile long now;

	private long number;

	private boolean working;

	@Override
	public long nanos() {
		return this.now;
	}

	@Override
	public long wallMicros() {
		return this.startMicros + TimeUnit.NANOSECONDS.toMicros(this.now);
	}

	@Override
	public void execute(Runnable task) {
		exclusively(() -> {
			add(0, task);
			if (!this.working) {
				workUntil(this.now);
			}
		});
	}

	@Override
	public Timer schedule(long delayNanos, Runnable task) {
		this.lock.lock();
		try {
			Task added = add(Math.max(0, delayNanos), task);
			return () -> exclusively(() -> this.tasks.remove(added));
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public boolean inThread() {
		return this.lock.isHeldByCurrentThread() && this.working;
	}

	/**
	 * Moves the clocks, and does at its time whatever falls due.
	 */
	void advance(long nanos) {
		exclusively(() -> workUntil(Math.addExact(this.now, nanos)));
	}

	/**
	 * Moves the clocks to when something falls due next, and does it.
	 * @return {@code false} if there is nothing
	 */
	boolean step() {
		this.lock.lock();
		try {
			if (this.tasks.isEmpty()) {
				return false;
			}
			workUntil(this.tasks.first().at());
			return true;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Keeps all others from doing the protocol's work until {@link #unlock()}. */
	void lock() {
		this.lock.lock();
	}

	void unlock() {
		this.lock.unlock();
	}

	/**
	 * Waits, by the machine's clock, while something is so, which is looked at again
	 * whenever another thread has done something. For who has the lock, which is open
	 * meanwhile.
	 * @return what is left of the patience
	 */
	long awaitWhile(BooleanSupplier condition, long patienceNanos) throws InterruptedException {
		long left = patienceNanos;
		while (left > 0 && condition.getAsBoolean()) {
			left = this.worked.awaitNanos(left);
		}
		return left;
	}

	private void exclusively(Runnable action) {
		lock();
		try {
			action.run();
		}
		finally {
			unlock();
		}
	}

	private Task add(long delayNanos, Runnable task) {
		Task added = new Task(this.now + delayNanos, this.number++, task);
		this.tasks.add(added);
		return added;
	}

	private void workUntil(long until) {
		this.working = true;
		try {
			while (!this.tasks.isEmpty() && this.tasks.first().at() <= until) {
				Task next = this.tasks.pollFirst();
				this.now = Math.max(this.now, next.at());
				next.action().run();
			}
			this.now = Math.max(this.now, until);
		}
		finally {
			this.working = false;
			this.worked.signalAll();
		}
	}

	private record Task(long at, long number, Runnable action) {

	}

}
