package io.quorumlock.integration;

import java.nio.file.Path;

import io.quorumlock.testing.Spin;

/**
 * A place, shared by several JVMs, that at most one visitor may be in at a time. It
 * counts its visits in a way that only works if so, and the times that it was not so.
 */
final class CriticalSection {

	private static final int INSIDE = 0;

	private static final int VISITS = 1;

	private static final int OVERLAPS = 2;

	private static final int SIZE = 3;

	private final SharedLongs memory;

	private CriticalSection(SharedLongs memory) {
		this.memory = memory;
	}

	static CriticalSection open(Path file) {
		return new CriticalSection(SharedLongs.open(file, SIZE));
	}

	/**
	 * Goes in, stays for a moment and leaves.
	 * @param visitor not zero
	 */
	void visit(long visitor) {
		long visits = enter(visitor);
		Spin.aMoment();
		leave(visitor, visits);
	}

	long enter(long visitor) {
		if (this.memory.get(INSIDE) != 0) {
			this.memory.increment(OVERLAPS);
		}
		this.memory.set(INSIDE, visitor);
		return this.memory.get(VISITS);
	}

	void leave(long visitor, long visits) {
		if (this.memory.get(INSIDE) != visitor) {
			this.memory.increment(OVERLAPS);
		}
		this.memory.set(VISITS, visits + 1);
		this.memory.set(INSIDE, 0);
	}

	long visits() {
		return this.memory.get(VISITS);
	}

	long overlaps() {
		return this.memory.get(OVERLAPS);
	}

}
