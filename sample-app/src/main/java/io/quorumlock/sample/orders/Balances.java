package io.quorumlock.sample.orders;

/**
 * What two accounts hold.
 *
 * @param from the balance of the account that pays
 * @param to the balance of the account that is paid
 */
record Balances(long from, long to) {

	Balances after(Transfer transfer) {
		return new Balances(this.from - transfer.amount(), this.to + transfer.amount());
	}

}
