package io.quorumlock.test;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

import org.jspecify.annotations.Nullable;

/**
 * Runs callbacks and listeners on threads of their own, as in production, and lets a test
 * wait for those that it has caused, however indirectly.
 */
final class Effects implements AutoCloseable {

	private final ExecutorService callbacks = Executors.newCachedThreadPool(daemons("test-locks-callback"));

	private final ExecutorService events = Executors.newSingleThreadExecutor(daemons("test-locks-events"));

	/** What one test has caused is no cause of what another waits for. */
	@SuppressWarnings("ThreadLocalUsage")
	private final ThreadLocal<@Nullable Cause> current = new ThreadLocal<>();

	private final Cause unknown = new Cause();

	/**
	 * Runs callbacks, side by side.
	 */
	Executor callbacks() {
		return (task) -> run(this.callbacks, task);
	}

	/**
	 * Runs listeners, one after the other.
	 */
	Executor events() {
		return (task) -> run(this.events, task);
	}

	/**
	 * Makes something happen, and returns when its effects are over.
	 */
	void cause(Runnable action) {
		Cause cause = new Cause();
		as(cause, action);
		cause.await();
	}

	/**
	 * Returns when the effects of what no test has caused are over.
	 */
	void settle() {
		this.unknown.await();
	}

	private void run(Executor executor, Runnable task) {
		Cause known = this.current.get();
		Cause cause = (known != null) ? known : this.unknown;
		cause.begin();
		executor.execute(() -> {
			try {
				as(cause, task);
			}
			finally {
				cause.end();
			}
		});
	}

	private void as(Cause cause, Runnable action) {
		Cause outer = this.current.get();
		this.current.set(cause);
		try {
			action.run();
		}
		finally {
			if (outer != null) {
				this.current.set(outer);
			}
			else {
				this.current.remove();
			}
		}
	}

	@Override
	public void close() {
		this.callbacks.shutdown();
		this.events.shutdown();
	}

	private static ThreadFactory daemons(String name) {
		return (task) -> {
			Thread thread = new Thread(task, name);
			thread.setDaemon(true);
			return thread;
		};
	}

}
