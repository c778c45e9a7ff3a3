package io.quorumlock.redis;

/**
 * What to do about a node that would let this instance win a lock without asking those
 * whom another instance asks.
 */
public enum NodeSetConflict {

	/** Do without the node until the other instance is gone. */
	REFUSE,

	/** Use it, and log a warning. */
	WARN

}
