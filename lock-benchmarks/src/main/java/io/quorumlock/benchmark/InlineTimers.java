package io.quorumlock.benchmark;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import io.quorumlock.time.Timers;

/**
 * The protocol on the thread of whoever calls, one caller after the other, so that no
 * change of threads is measured. Only what is due later has a thread of its own.
 */
final class InlineTimers implements Timers, AutoCloseable {

	private final ReentrantLock lock = new ReentrantLock();

	private final Queue<Runnable> tasks = new ArrayDeque<>();

	private final ScheduledThreadPoolExecutor later = new ScheduledThreadPoolExecutor(1);

	private boolean working;

	InlineTimers() {
		// Nearly all are cancelled, and would pile up
		this.later.setRemoveOnCancelPolicy(true);
	}

	@Override
	public void execute(Runnable task) {
		this.lock.lock();
		try {
			this.tasks.add(task);
			if (!this.working) {
				work();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	private void work() {
		this.working = true;
		try {
			for (Runnable next = this.tasks.poll(); next != null; next = this.tasks.poll()) {
				next.run();
			}
		}
		finally {
			this.working = false;
		}
	}

	@Override
	public Timer schedule(long delayNanos, Runnable task) {
		Future<?> scheduled = this.later.schedule(() -> execute(task), delayNanos, TimeUnit.NANOSECONDS);
		return () -> scheduled.cancel(false);
	}

	@Override
	public boolean inThread() {
		return this.lock.isHeldByCurrentThread();
	}

	@Override
	public void close() {
		this.later.shutdownNow();
	}

}
