package io.quorumlock.quorum;

import java.util.concurrent.TimeUnit;

/**
 * When a lease may be handed from one holder of this process to the next. After lock
 * cohorting: Dice, Marathe, Shavit, "Lock Cohorting: A General Technique for Designing
 * NUMA Locks" (PPoPP 2012).
 */
class HandOffRules {

	/**
	 * How many tokens to reserve where nobody is known to wait: no more than
	 * microseconds, by which tokens are proposed, go by before the lock can be asked for
	 * again.
	 */
	private static final int FEW = 16;

	/** How many holders may follow each other under a lease that is fought over. */
	private static final int MANY = 1 << 14;

	private static final int MAX_BYPASSES = 32;

	private static final long MAX_BYPASS_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

	/** The share of the lease time that must be left, or it is taken anew. */
	private static final int LEAST_SHARE = 4;

	/**
	 * How many tokens to reserve for a lease.
	 * @param contended whether callers of this process had to wait for the lock
	 * @param elsewhere whether others waited for it too
	 */
	int tokens(boolean contended, boolean elsewhere) {
		if (elsewhere) {
			// The wishes of others must lie above them
			return 1 + MAX_BYPASSES;
		}
		return contended ? MANY : FEW;
	}

	/**
	 * Whether so much of a lease is left that the next holder can do something with it.
	 */
	boolean isLongEnough(HeldLease lease) {
		return lease.isHeld() && lease.remainingNanos() >= lease.leaseTime().toNanos() / LEAST_SHARE;
	}

	/**
	 * Whether others of this process may still go before those who wait elsewhere.
	 * @param handOffs how many did since it was known that somebody waits
	 * @param nanos for how long that is known
	 */
	boolean isWithinBudget(int handOffs, long nanos) {
		return handOffs < MAX_BYPASSES && nanos < MAX_BYPASS_NANOS;
	}

	/**
	 * The token of the next holder.
	 */
	long nextToken(Turn turn) {
		return turn.token() + 1;
	}

	/**
	 * Whether somebody does not wait any more.
	 */
	boolean hasLeft(Ticket ticket) {
		return ticket.isOver();
	}

	/**
	 * Ends the wait of the next holder, unless that has ended already.
	 */
	boolean take(Ticket ticket) {
		return ticket.take();
	}

}
