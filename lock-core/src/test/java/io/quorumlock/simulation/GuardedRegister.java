package io.quorumlock.simulation;

/**
 * A resource that takes a write only with a token that is not below one it has seen.
 */
final class GuardedRegister {

	private long highest;

	private long accepted;

	private long refused;

	boolean write(long token) {
		if (token < this.highest) {
			this.refused++;
			return false;
		}
		this.highest = token;
		this.accepted++;
		return true;
	}

	long accepted() {
		return this.accepted;
	}

	long refused() {
		return this.refused;
	}

}
