package io.quorumlock;

/**
 * Who competes for a lock.
 */
public enum LockScope {

	/** The instances of one application: those with the same namespace. */
	APPLICATION,
	/** All applications on the same nodes. */
	GLOBAL

}
