package io.quorumlock.benchmark.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.quorumlock.benchmark.jvm.Task;
import io.quorumlock.benchmark.library.LockClient;

/**
 * Acquires and releases each of many names once, so that they are known; returns the heap
 * that is used then.
 *
 * @param prefix how the names start
 * @param from the first number
 * @param to after the last number
 */
record VisitNames(String prefix, int from, int to) implements Task<Long> {

	private static final int THREADS = 64;

	@Override
	public Long run(LockClient client) throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(THREADS);
		try {
			List<Callable<Void>> visits = new ArrayList<>();
			for (int thread = 0; thread < THREADS; thread++) {
				int number = thread;
				visits.add(() -> visit(client, number));
			}
			for (Future<Void> visit : executor.invokeAll(visits)) {
				visit.get();
			}
		}
		finally {
			executor.shutdown();
		}
		return UsedHeap.bytes();
	}

	@SuppressWarnings("NullAway")
	private Void visit(LockClient client, int thread) throws InterruptedException {
		for (int i = this.from + thread; i < this.to; i += THREADS) {
			client.acquire(this.prefix + "-0-" + i).release();
		}
		return null;
	}

}
