package io.quorumlock.sample.control;

import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads what the accounts hold.
 */
@Component
class Ledgers {

	private final JdbcClient jdbc;

	private final long expected;

	Ledgers(JdbcClient jdbc) {
		this.jdbc = jdbc;
		// Asked before any instance has begun
		this.expected = read("guarded_account").total();
	}

	Books read() {
		return new Books(this.expected, read("guarded_account"), read("unguarded_account"));
	}

	private Ledger read(String table) {
		return new Ledger(this.jdbc.sql("select id, balance from " + table + " order by id")
			.query((row, number) -> new Account(row.getString(1), row.getLong(2)))
			.list());
	}

	/**
	 * Both sets of books.
	 *
	 * @param expected what each must hold in total
	 * @param guarded by the token
	 * @param unguarded not
	 */
	record Books(long expected, Ledger guarded, Ledger unguarded) {

	}

	/**
	 * One set of books.
	 *
	 * @param total what all accounts hold together
	 * @param accounts each account
	 */
	record Ledger(long total, List<Account> accounts) {

		Ledger(List<Account> accounts) {
			this(accounts.stream().mapToLong(Account::balance).sum(), accounts);
		}

		long of(String first, String second) {
			return this.accounts.stream()
				.filter((account) -> account.id().equals(first) || account.id().equals(second))
				.mapToLong(Account::balance)
				.sum();
		}

	}

	/**
	 * An account.
	 *
	 * @param id whose
	 * @param balance what it holds
	 */
	record Account(String id, long balance) {

	}

}
