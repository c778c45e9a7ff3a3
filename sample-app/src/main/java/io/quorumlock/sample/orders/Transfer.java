package io.quorumlock.sample.orders;

/**
 * Money that is to move from one account to another.
 *
 * @param from the account that pays
 * @param to the account that is paid
 * @param amount how much, more than zero
 */
public record Transfer(String from, String to, long amount) {

	/**
	 * Checks the parts.
	 * @throws IllegalArgumentException if an account is missing, both are the same, or
	 * the amount is not positive
	 */
	public Transfer {
		if (from == null || to == null || from.equals(to)) {
			throw new IllegalArgumentException("'from' and 'to' must be two accounts");
		}
		if (amount <= 0) {
			throw new IllegalArgumentException("'amount' must be more than zero, but was " + amount);
		}
	}

}
