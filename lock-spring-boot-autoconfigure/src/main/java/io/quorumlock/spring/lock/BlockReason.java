package io.quorumlock.spring.lock;

/**
 * Why a lock would have kept a method from running, or from returning its result.
 */
public enum BlockReason {

	/** Somebody else had the lock: the method would have waited, or not have run. */
	CONTENDED,
	/** Too few nodes voted. */
	UNAVAILABLE,
	/** The lease was lost while the method ran. */
	LOST,
	/**
	 * The call cannot be locked at all: its key is illegal, or it comes within a
	 * transaction or at a time when no lock may be taken.
	 */
	REFUSED

}
