package io.quorumlock.sample.orders;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Accounts that trust whoever writes. Not to be copied: it is here to be compared with
 * {@link GuardedLedger}.
 */
@Repository
public class UnguardedLedger {

	private final JdbcClient jdbc;

	UnguardedLedger(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	Balances read(Transfer transfer) {
		return new Balances(balance(transfer.from()), balance(transfer.to()));
	}

	private long balance(String account) {
		return this.jdbc.sql("select balance from unguarded_account where id = ?")
			.param(account)
			.query(Long.class)
			.single();
	}

	// Outside of any transaction: Spring's would be rolled back if the lease was lost
	void write(Transfer transfer, Balances balances) {
		this.jdbc.sql("update unguarded_account set balance = case id when ? then ? else ? end where id in (?, ?)")
			.params(transfer.from(), balances.from(), balances.to(), transfer.from(), transfer.to())
			.update();
	}

}
