package io.quorumlock.spring.autoconfigure;

/**
 * What to do if an application starts while too few nodes can be used for locks.
 */
public enum StartupCheck {

	/** Nothing: locks work as soon as a quorum of nodes can be used. */
	NONE,

	/** Warn, and start. */
	WARN,

	/** Do not start. */
	FAIL

}
