package io.quorumlock.spring.autoconfigure;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * The threads on which callbacks of users run. Wrapped, as an executor among the beans
 * would take the place of the application's own.
 */
final class LockCallbacks implements AutoCloseable {

	private static final String THREAD_NAME_PREFIX = "lock-callback-";

	private final Executor executor;

	private final Runnable shutdown;

	private LockCallbacks(Executor executor, Runnable shutdown) {
		this.executor = executor;
		this.shutdown = shutdown;
	}

	static LockCallbacks onPlatformThreads() {
		CustomizableThreadFactory threads = new CustomizableThreadFactory(THREAD_NAME_PREFIX);
		threads.setDaemon(true);
		ExecutorService executor = Executors.newCachedThreadPool(threads);
		return new LockCallbacks(executor, executor::shutdown);
	}

	static LockCallbacks onVirtualThreads() {
		SimpleAsyncTaskExecutor executor = new SimpleAsyncTaskExecutor(THREAD_NAME_PREFIX);
		executor.setVirtualThreads(true);
		return new LockCallbacks(executor, executor::close);
	}

	Executor executor() {
		return this.executor;
	}

	@Override
	public void close() {
		this.shutdown.run();
	}

}
