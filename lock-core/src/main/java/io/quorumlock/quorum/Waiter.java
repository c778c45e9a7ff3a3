package io.quorumlock.quorum;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;

import io.quorumlock.LockName;

/**
 * How a thread waits for a lock. It blocks, unless the clocks are virtual and stand still
 * while all threads do.
 */
@FunctionalInterface
public interface Waiter {

	/**
	 * Starts an acquisition, and waits for its end on the calling thread, which is not
	 * that of the protocol.
	 * @param lock what is to be locked
	 * @param wait how long the acquisition goes on
	 * @param start starts it, and tells how it ended
	 * @return how it ended
	 * @throws InterruptedException if interrupted
	 * @throws ExecutionException if the acquisition failed by a mistake
	 */
	AcquireResult await(LockName lock, Duration wait, Supplier<Future<AcquireResult>> start)
			throws InterruptedException, ExecutionException;

	/**
	 * Waits as any thread does.
	 * @return a waiter that blocks
	 */
	static Waiter blocking() {
		return (lock, wait, start) -> start.get().get();
	}

}
