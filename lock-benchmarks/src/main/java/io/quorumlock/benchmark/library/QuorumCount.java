package io.quorumlock.benchmark.library;

import java.util.concurrent.CompletableFuture;

/**
 * Counts replies until a quorum has agreed, or no longer can.
 */
final class QuorumCount {

	private final int nodes;

	private final CompletableFuture<Boolean> outcome;

	private int yes;

	private int no;

	QuorumCount(int nodes, CompletableFuture<Boolean> outcome) {
		this.nodes = nodes;
		this.outcome = outcome;
	}

	void add(boolean agrees) {
		boolean agreed;
		boolean refused;
		synchronized (this) {
			if (agrees) {
				this.yes++;
			}
			else {
				this.no++;
			}
			agreed = this.yes > this.nodes / 2;
			refused = this.no >= this.nodes - this.nodes / 2;
		}
		if (agreed || refused) {
			this.outcome.complete(agreed);
		}
	}

}
