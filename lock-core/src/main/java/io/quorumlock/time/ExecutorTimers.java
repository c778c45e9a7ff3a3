package io.quorumlock.time;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * {@link Timers} on a scheduled executor of exactly one thread, such as an event loop
 * that also serves the connections to the nodes.
 */
public final class ExecutorTimers implements Timers {

	private final ScheduledExecutorService executor;

	private final BooleanSupplier inThread;

	/**
	 * New timers.
	 * @param executor an executor of exactly one thread
	 * @param inThread tells whether the caller is on that thread
	 */
	public ExecutorTimers(ScheduledExecutorService executor, BooleanSupplier inThread) {
		this.executor = executor;
		this.inThread = inThread;
	}

	@Override
	public void execute(Runnable task) {
		this.executor.execute(task);
	}

	@Override
	public Timer schedule(long delayNanos, Runnable task) {
		ScheduledFuture<?> future = this.executor.schedule(task, delayNanos, TimeUnit.NANOSECONDS);
		return () -> future.cancel(false);
	}

	@Override
	public boolean inThread() {
		return this.inThread.getAsBoolean();
	}

}
