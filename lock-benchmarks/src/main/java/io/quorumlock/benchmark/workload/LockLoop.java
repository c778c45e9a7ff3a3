package io.quorumlock.benchmark.workload;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.quorumlock.benchmark.jvm.Span;
import io.quorumlock.benchmark.jvm.Task;
import io.quorumlock.benchmark.library.Hold;
import io.quorumlock.benchmark.library.LockClient;
import org.jspecify.annotations.Nullable;

/**
 * Threads that acquire, run a section and release, again and again.
 *
 * @param threads how many threads
 * @param span for how long
 * @param prefix how the names start
 * @param sectionNanos how long a section lasts
 * @param names how many names each thread has of its own
 * @param occupancyFile watches the one section of all threads; {@code null} if each has
 * names of its own
 */
record LockLoop(int threads, Span span, String prefix, long sectionNanos, int names,
		@Nullable String occupancyFile) implements Task<LoopResult> {

	/**
	 * One thread with names of its own.
	 */
	static LockLoop alone(Span span, String prefix, int names) {
		return new LockLoop(1, span, prefix, 0, names, null);
	}

	@Override
	public LoopResult run(LockClient client) throws Exception {
		Occupancy occupancy = (this.occupancyFile != null) ? Occupancy.map(Path.of(this.occupancyFile)) : null;
		ExecutorService executor = Executors.newFixedThreadPool(this.threads);
		try {
			List<Callable<LoopResult.OfThread>> loops = new ArrayList<>();
			for (int thread = 0; thread < this.threads; thread++) {
				int number = thread;
				loops.add(() -> loop(client, number, occupancy));
			}
			List<LoopResult.OfThread> results = new ArrayList<>();
			for (Future<LoopResult.OfThread> each : executor.invokeAll(loops)) {
				results.add(each.get());
			}
			return LoopResult.of(results);
		}
		finally {
			executor.shutdown();
		}
	}

	private String name(int thread, int turn) {
		return (this.occupancyFile != null) ? this.prefix : this.prefix + "-" + thread + "-" + turn % this.names;
	}

	private LoopResult.OfThread loop(LockClient client, int thread, @Nullable Occupancy occupancy)
			throws InterruptedException {
		LoopResult.OfThread result = new LoopResult.OfThread(new Nanos(), new Nanos());
		this.span.awaitStart();
		for (int i = 0; this.span.lasts(); i++) {
			String name = name(thread, i);
			long askedAt = System.nanoTime();
			Hold hold = client.acquire(name);
			long heldAt = System.nanoTime();
			boolean counts = this.span.lasts();
			if (counts) {
				section(occupancy);
			}
			hold.release();
			if (counts) {
				result.waits().add(heldAt - askedAt);
				result.pairs().add(System.nanoTime() - askedAt);
			}
		}
		return result;
	}

	private void section(@Nullable Occupancy occupancy) {
		if (occupancy != null) {
			occupancy.enter();
		}
		Span.park(this.sectionNanos);
		if (occupancy != null) {
			occupancy.leave();
		}
	}

}
