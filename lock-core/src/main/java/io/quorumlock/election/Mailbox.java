package io.quorumlock.election;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

import io.quorumlock.time.Ticker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers the events of one role one after the other, on a thread that serves that role
 * only.
 */
final class Mailbox {

	private static final Logger logger = LoggerFactory.getLogger(Mailbox.class);

	private static final long IDLE = Long.MIN_VALUE;

	private final Executor executor;

	private final Runnable close;

	private final Ticker ticker;

	private volatile long busySince = IDLE;

	private volatile boolean closed;

	Mailbox(Executor executor, Runnable close, Ticker ticker) {
		this.executor = executor;
		this.close = close;
		this.ticker = ticker;
	}

	/**
	 * A mailbox with a thread of its own, which ends when the mailbox is closed.
	 */
	static Mailbox threaded(String role, Ticker ticker) {
		ExecutorService executor = Executors.newSingleThreadExecutor((task) -> {
			Thread thread = new Thread(task, "lock-leadership-" + role);
			thread.setDaemon(true);
			return thread;
		});
		return new Mailbox(executor, executor::shutdown, ticker);
	}

	/**
	 * Has a task run after those before, or never if closed.
	 */
	void post(Runnable task) {
		if (this.closed) {
			return;
		}
		try {
			this.executor.execute(() -> run(task));
		}
		catch (RejectedExecutionException ex) {
			logger.warn("The executor of a role's events takes no more, so nobody is told what happens to the role");
		}
	}

	private void run(Runnable task) {
		this.busySince = this.ticker.nanos();
		try {
			task.run();
		}
		finally {
			this.busySince = IDLE;
		}
	}

	/**
	 * For how long the present task has been running, zero if there is none.
	 */
	Duration busy() {
		long since = this.busySince;
		return (since != IDLE) ? Duration.ofNanos(this.ticker.nanos() - since) : Duration.ZERO;
	}

	void close() {
		this.closed = true;
		this.close.run();
	}

}
