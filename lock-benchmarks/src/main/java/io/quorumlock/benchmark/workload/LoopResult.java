package io.quorumlock.benchmark.workload;

import java.io.Serializable;
import java.util.List;

/**
 * What came out of a {@link LockLoop}.
 *
 * @param served how often each thread ran its section
 * @param waits how long each acquisition took
 * @param pairs how long each took from asking until it was released
 */
record LoopResult(long[] served, Nanos waits, Nanos pairs) implements Serializable {

	static LoopResult of(List<OfThread> threads) {
		return new LoopResult(threads.stream().mapToLong((thread) -> thread.waits().count()).toArray(),
				Nanos.merge(threads.stream().map(OfThread::waits).toList()),
				Nanos.merge(threads.stream().map(OfThread::pairs).toList()));
	}

	long sections() {
		return this.waits.count();
	}

	/**
	 * The same for one thread.
	 *
	 * @param waits how long each acquisition took
	 * @param pairs how long each took from asking until it was released
	 */
	record OfThread(Nanos waits, Nanos pairs) {

	}

}
