package io.quorumlock.benchmark;

import io.quorumlock.annotation.DistributedLock;
import io.quorumlock.annotation.LeaderOnly;

/**
 * Empty methods, so that only what is around them is measured.
 */
public class AnnotatedCalls {

	/**
	 * Only proxied.
	 */
	public void plain() {
	}

	/**
	 * Run with a lock held.
	 */
	@DistributedLock(name = "benchmark")
	public void locked() {
	}

	/**
	 * Run by the leader.
	 */
	@LeaderOnly("benchmark")
	public void leading() {
	}

}
