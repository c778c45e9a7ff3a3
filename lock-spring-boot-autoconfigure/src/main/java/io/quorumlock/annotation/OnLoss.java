package io.quorumlock.annotation;

/**
 * What happens to a {@link LeaderOnly} method that still runs when this instance no
 * longer leads and did not wait for it: the leadership was lost, or the work took longer
 * than the drain timeout. In any case {@link io.quorumlock.Lease#current()} says so at
 * once, and the method ends with {@link io.quorumlock.LeaseLostException} in place of its
 * result.
 */
public enum OnLoss {

	/**
	 * The future that the method returned is cancelled, or the subscription to its
	 * publisher; of a method that returns its plain result, the thread is interrupted.
	 */
	CANCEL,
	/**
	 * The thread that called the method is interrupted, once, and not after the method
	 * has returned. Not for publishers.
	 */
	INTERRUPT,
	/** Nothing more: the work runs to its end, and may ask its lease. */
	WAIT

}
