package io.quorumlock.spring.lock;

/**
 * What becomes of a lock that is taken within a transaction that the caller has begun.
 */
public enum WithinTransaction {

	/**
	 * It is kept until the transaction is complete, so that the next holder sees what was
	 * committed.
	 */
	DEFER,
	/** It is refused. */
	REFUSE,
	/** It is given back when the method ends, before the transaction commits. */
	IMMEDIATE

}
