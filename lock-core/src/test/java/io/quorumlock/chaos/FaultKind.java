package io.quorumlock.chaos;

import java.util.Locale;

/**
 * What can go wrong.
 */
enum FaultKind {

	/** SIGSTOP, later SIGCONT. */
	NODE_PAUSE(Target.NODE),

	/** {@code kill -9}, later a restart with all data. */
	NODE_KILL(Target.NODE),

	/** {@code kill -9}, later a restart without data. */
	NODE_KILL_DATA_LOST(Target.NODE),

	/** {@code kill -9}, later a restart without what was written last. */
	NODE_KILL_TAIL_LOST(Target.NODE),

	/** All nodes at once, without loss of data. */
	ALL_NODES_KILL(Target.ALL_NODES),

	/** All data of one node is deleted. */
	FLUSHALL(Target.NODE),

	/** A node forgets its scripts. */
	SCRIPT_FLUSH(Target.NODE),

	/** A node ends the connections of all its clients. */
	CLIENT_KILL(Target.NODE),

	/** Requests and replies take longer. */
	PROXY_DELAY(Target.NODE),

	/** Requests get lost, as in a network that is cut one way. */
	PROXY_DROP_REQUESTS(Target.NODE),

	/** Replies get lost. */
	PROXY_DROP_REPLIES(Target.NODE),

	/** All connections to one node are reset. */
	PROXY_RESET(Target.NODE),

	/** Nothing arrives until later. */
	PROXY_STALL(Target.NODE),

	/** Connections can be made, and are never answered. */
	PROXY_HALF_OPEN(Target.NODE),

	/** SIGSTOP of a client, later SIGCONT. */
	PROCESS_PAUSE(Target.CLIENT),

	/** {@code kill -9} of a client; another is started later. */
	PROCESS_KILL(Target.CLIENT),

	/** SIGSTOP for longer than a lease between the check and the write. */
	PROCESS_PAUSE_BEFORE_WRITE(Target.CLIENT),

	/** The one client that has a network of its own is cut off from everything. */
	NETWORK_CUT(Target.CUT_OFF_CLIENT);

	private final Target target;

	FaultKind(Target target) {
		this.target = target;
	}

	Target target() {
		return this.target;
	}

	/**
	 * Whether a node forgets what it granted. That must not happen to two nodes at a
	 * time: beyond this, nothing is promised.
	 */
	boolean losesData() {
		return this == NODE_KILL_DATA_LOST || this == NODE_KILL_TAIL_LOST || this == FLUSHALL;
	}

	/**
	 * Whether no node may lose data at the same time.
	 */
	boolean keepsLossesAway() {
		return losesData() || this == ALL_NODES_KILL;
	}

	/**
	 * Whether a node sits out the restart guard afterwards.
	 */
	boolean isRebirth() {
		return losesData() || this == NODE_KILL || this == ALL_NODES_KILL;
	}

	/**
	 * Whether it is over as soon as it happened.
	 */
	boolean isInstant() {
		return this == FLUSHALL || this == SCRIPT_FLUSH || this == CLIENT_KILL || this == PROXY_RESET;
	}

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/**
	 * Whom it befalls.
	 */
	enum Target {

		NODE, ALL_NODES, CLIENT, CUT_OFF_CLIENT

	}

}
