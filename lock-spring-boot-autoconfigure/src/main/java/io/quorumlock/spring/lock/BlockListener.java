package io.quorumlock.spring.lock;

/**
 * Is told of each call that its lock would have blocked, in observe mode.
 */
@FunctionalInterface
public interface BlockListener {

	/**
	 * A method ran that would have been blocked. What this throws is logged, and does not
	 * reach the method.
	 * @param block the call
	 */
	void wouldHaveBlocked(LockWouldHaveBlocked block);

}
