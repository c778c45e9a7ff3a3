package io.quorumlock.chaos;

/**
 * What a worker has resolved to write, as its lease was held, but has not written yet.
 *
 * @param name the name of the lock
 * @param token the token of the lease
 */
record PendingWrite(String name, long token) {

	static PendingWrite parse(String words) {
		int blank = words.indexOf(' ');
		return new PendingWrite(words.substring(0, blank), Long.parseLong(words.substring(blank + 1)));
	}

	@Override
	public String toString() {
		return this.name + " " + this.token;
	}

}
