package io.quorumlock.annotation;

/**
 * What happens to a {@link DistributedLock} method that still runs when its lease is
 * lost. In any case {@link io.quorumlock.Lease#current()} says so at once, and the method
 * ends with {@link io.quorumlock.LeaseLostException} in place of its result.
 */
public enum OnLost {

	/** Nothing more: the method asks its lease. */
	SIGNAL,
	/**
	 * The thread that called the method is interrupted, once, and not after the method
	 * has returned.
	 */
	INTERRUPT,
	/**
	 * The future that the method returned is cancelled, or the subscription to its
	 * publisher. For methods that return one of these.
	 */
	CANCEL

}
