package io.quorumlock.integration;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Runs work on several threads at once.
 */
final class Threads {

	private Threads() {
	}

	/**
	 * Runs the work once on each of some threads, and waits for all of them.
	 * @throws java.util.concurrent.CompletionException if one of them fails
	 */
	static void run(int threads, Work work) {
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		try {
			List<CompletableFuture<Void>> running = new ArrayList<>();
			for (int i = 0; i < threads; i++) {
				int thread = i;
				running.add(start(executor, () -> work.run(thread)));
			}
			running.forEach(CompletableFuture::join);
		}
		finally {
			executor.shutdownNow();
		}
	}

	/**
	 * Starts something on a thread of its own.
	 */
	static <T> CompletableFuture<T> start(Result<T> work) {
		ExecutorService executor = Executors.newSingleThreadExecutor();
		CompletableFuture<T> result = CompletableFuture.supplyAsync(() -> {
			try {
				return work.get();
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		}, executor);
		executor.shutdown();
		return result;
	}

	private static CompletableFuture<Void> start(ExecutorService executor, Step step) {
		return CompletableFuture.runAsync(() -> {
			try {
				step.run();
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		}, executor);
	}

	@FunctionalInterface
	interface Work {

		void run(int thread) throws Exception;

	}

	@FunctionalInterface
	interface Result<T> {

		T get() throws Exception;

	}

	@FunctionalInterface
	private interface Step {

		void run() throws Exception;

	}

}
