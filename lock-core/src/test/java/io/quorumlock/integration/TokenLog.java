package io.quorumlock.integration;

import java.nio.file.Path;

/**
 * The fencing tokens of some names in the order of their grants, shared by several JVMs.
 * Each appends while it holds the name, so that the order is that of the grants, whatever
 * any clock says; without exclusion entries would be lost.
 */
final class TokenLog {

	/** All threads compete for the first name, the others have one each. */
	static final int NAMES = 9;

	private static final int CAPACITY = 10_000;

	private static final int CONTENDED_SHARE = 8;

	private final SharedLongs memory;

	private TokenLog(SharedLongs memory) {
		this.memory = memory;
	}

	static TokenLog open(Path file) {
		return new TokenLog(SharedLongs.open(file, NAMES * (CAPACITY + 1)));
	}

	/**
	 * The name that a thread is to acquire in its n-th turn.
	 */
	static int nameOf(int turn, int thread) {
		return (turn % CONTENDED_SHARE == 0) ? 0 : thread + 1;
	}

	void append(int name, long token) {
		int start = name * (CAPACITY + 1);
		int count = (int) this.memory.get(start);
		this.memory.set(start + 1 + count, token);
		this.memory.set(start, count + 1);
	}

	long[] tokens(int name) {
		int start = name * (CAPACITY + 1);
		long[] tokens = new long[(int) this.memory.get(start)];
		for (int i = 0; i < tokens.length; i++) {
			tokens[i] = this.memory.get(start + 1 + i);
		}
		return tokens;
	}

}
