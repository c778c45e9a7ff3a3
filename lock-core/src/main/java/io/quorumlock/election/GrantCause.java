package io.quorumlock.election;

/**
 * How a role came to be free for a new leader.
 */
public enum GrantCause {

	/** Nobody was seen to lead before. */
	VACANT,
	/** The lease of the leader before ran out. */
	EXPIRED,
	/** The leader before gave the role up, or handed it to this instance. */
	HANDOFF

}
