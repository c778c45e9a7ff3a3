package io.quorumlock.sample.orders;

/**
 * Looks at a transfer before it is carried out, which takes a moment.
 */
@FunctionalInterface
public interface RiskCheck {

	/**
	 * Returns once the transfer may go on.
	 * @param transfer what is about to be carried out
	 * @throws InterruptedException if interrupted
	 */
	void check(Transfer transfer) throws InterruptedException;

}
