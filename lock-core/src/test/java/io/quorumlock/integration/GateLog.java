package io.quorumlock.integration;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The gates of one instance, in memory that outlives its JVM and can be read without
 * disturbing it.
 */
final class GateLog {

	private static final int MAX_GATES = 4096;

	private static final int LONGS = 3;

	private final SharedLongs memory;

	private GateLog(SharedLongs memory) {
		this.memory = memory;
	}

	static GateLog open(Path file) {
		return new GateLog(SharedLongs.open(file, 1 + MAX_GATES * LONGS));
	}

	private int size() {
		return (int) this.memory.get(0);
	}

	private static int indexOf(int gate) {
		return 1 + gate * LONGS;
	}

	void opened(long term, long at) {
		int index = indexOf(size());
		this.memory.set(index, term);
		this.memory.set(index + 1, at);
		this.memory.set(index + 2, at);
		this.memory.increment(0);
	}

	void stillOpen(long at) {
		this.memory.set(indexOf(size() - 1) + 2, at);
	}

	List<Gate> gates(String instance) {
		return IntStream.range(0, size())
			.map(GateLog::indexOf)
			.mapToObj((index) -> new Gate(instance, this.memory.get(index), this.memory.get(index + 1),
					this.memory.get(index + 2)))
			.toList();
	}

}
