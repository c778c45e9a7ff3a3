package io.quorumlock.time;

/**
 * The one thread on which the protocol runs, and its timers. All of the protocol's state
 * is confined to that thread, so votes are counted without locks.
 */
public interface Timers {

	/**
	 * Runs a task on the thread of the protocol, after those queued before it.
	 * @param task what to run; must not block
	 */
	void execute(Runnable task);

	/**
	 * Runs a task on the thread of the protocol after a delay.
	 * @param delayNanos the delay in nanoseconds; what is not positive is soon
	 * @param task what to run; must not block
	 * @return a handle by which to cancel it
	 */
	Timer schedule(long delayNanos, Runnable task);

	/**
	 * Whether the caller is on the thread of the protocol.
	 * @return {@code true} if so
	 */
	boolean inThread();

	/**
	 * A scheduled task.
	 */
	@FunctionalInterface
	interface Timer {

		/** Cancels the task if it has not started; harmless otherwise. */
		void cancel();

	}

}
