package io.quorumlock.quorum;

/**
 * Runs something once, as soon as enough nodes have confirmed or all have said something.
 */
final class Countdown {

	private final boolean[] settled;

	private final int enough;

	private final Runnable done;

	private int open;

	private int confirmed;

	private boolean ran;

	Countdown(int nodes, int enough, Runnable done) {
		this.settled = new boolean[nodes];
		this.open = nodes;
		this.enough = enough;
		this.done = done;
	}

	void settled(int node, boolean confirmation) {
		if (this.settled[node]) {
			return;
		}
		this.settled[node] = true;
		this.open--;
		if (confirmation) {
			this.confirmed++;
		}
		if (!this.ran && (this.confirmed >= this.enough || this.open == 0)) {
			this.ran = true;
			this.done.run();
		}
	}

}
