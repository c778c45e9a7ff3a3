package io.quorumlock.quorum.vote;

/**
 * What the votes of a round amount to.
 */
public enum Verdict {

	/** Not decided yet. */
	OPEN,
	/** A quorum granted. */
	WON,
	/**
	 * No quorum granted, but one may if asked again with a higher token or a new session.
	 */
	REPEAT,
	/** Enough nodes are well, but others hold the lock on too many of them. */
	CONTENDED,
	/** Too few nodes can vote. */
	UNAVAILABLE

}
