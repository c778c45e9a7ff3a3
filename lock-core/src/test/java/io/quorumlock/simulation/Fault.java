package io.quorumlock.simulation;

/**
 * What may go wrong in a history.
 */
public enum Fault {

	/** Single messages take long. */
	DELAY,
	/** Single messages are lost. */
	LOSS,
	/** Single requests arrive twice. */
	DUPLICATION,
	/** A connection starts over; what is under way may be overtaken. */
	RESET,
	/** Nothing gets through between a client and a node. */
	CUT,
	/** Requests arrive but answers do not. */
	ONE_WAY_CUT,
	/** A node stops for a while and then goes on. */
	NODE_STOP,
	/** A node crashes and comes back with its data. */
	NODE_CRASH,
	/** Nodes, fewer than a majority, crash and come back without their data. */
	NODE_DATA_LOSS,
	/** Nodes, fewer than a majority, are emptied. */
	FLUSH,
	/** A client pauses, also for longer than a lease. */
	PAUSE,
	/** A client dies. */
	KILL,
	/** Clocks run apart, within the configured bound. */
	DRIFT,
	/** Clocks differ by minutes from the beginning. */
	SKEW,
	/** Clocks run apart further than the configured bound. */
	DRIFT_BEYOND(false),
	/** A client's wall clock is set. */
	CLIENT_STEP,
	/** A node's wall clock is set. */
	NODE_STEP(false),
	/** A session expires on a node before its time. */
	EARLY_EXPIRY(false);

	private final boolean covered;

	Fault() {
		this(true);
	}

	Fault(boolean covered) {
		this.covered = covered;
	}

	/**
	 * Whether mutual exclusion is promised under this fault.
	 * @return {@code false} if it lies outside the documented assumptions
	 */
	public boolean isCovered() {
		return this.covered;
	}

}
