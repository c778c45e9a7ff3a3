package io.quorumlock.spring.lock;

/**
 * What locks do to the methods that ask for them.
 */
public enum LockMode {

	/** A method runs only with its lock. */
	ENFORCE,
	/**
	 * A method runs whether or not it has its lock, and what the lock would have blocked
	 * is reported.
	 */
	OBSERVE

}
