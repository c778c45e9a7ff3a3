package io.quorumlock.election;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Delivers the events of one role one after the other, on a thread that serves that role
 * only.
 */
final class Mailbox {

	private final Executor executor;

	private final Runnable close;

	Mailbox(Executor executor, Runnable close) {
		this.executor = executor;
		this.close = close;
	}

	/**
	 * A mailbox with a thread of its own, which ends when the mailbox is closed.
	 */
	static Mailbox threaded(String role) {
		ExecutorService executor = Executors.newSingleThreadExecutor((task) -> {
			Thread thread = new Thread(task, "lock-leadership-" + role);
			thread.setDaemon(true);
			return thread;
		});
		return new Mailbox(executor, executor::shutdown);
	}

	void post(Runnable task) {
		this.executor.execute(task);
	}

	void close() {
		this.close.run();
	}

}
