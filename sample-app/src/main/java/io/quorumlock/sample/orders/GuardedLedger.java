package io.quorumlock.sample.orders;

import io.quorumlock.FencingToken;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Accounts that remember the token of the last write, and refuse a lower one.
 */
@Repository
public class GuardedLedger {

	private final JdbcClient jdbc;

	private final ApplicationEventPublisher events;

	GuardedLedger(JdbcClient jdbc, ApplicationEventPublisher events) {
		this.jdbc = jdbc;
		this.events = events;
	}

	Balances read(Transfer transfer) {
		return new Balances(balance(transfer.from()), balance(transfer.to()));
	}

	private long balance(String account) {
		return this.jdbc.sql("select balance from guarded_account where id = ?")
			.param(account)
			.query(Long.class)
			.single();
	}

	/**
	 * Writes both accounts, or none.
	 * @param transfer which accounts
	 * @param balances what they hold from now on
	 * @param token of the lease under which they were read
	 * @throws StaleWriteException if a later holder has written one of them
	 */
	@Transactional
	public void write(Transfer transfer, Balances balances, FencingToken token) {
		write(transfer, transfer.from(), balances.from(), token);
		write(transfer, transfer.to(), balances.to(), token);
	}

	private void write(Transfer transfer, String account, long balance, FencingToken token) {
		int written = this.jdbc.sql("update guarded_account set balance = ?, token = ? where id = ? and token <= ?")
			.params(balance, token.value(), account, token.value())
			.update();
		if (written == 0) {
			FencingToken fence = fence(account);
			this.events.publishEvent(new StaleWriteRefused(account, token, fence, transfer.amount()));
			throw new StaleWriteException(account, token, fence);
		}
	}

	private FencingToken fence(String account) {
		return new FencingToken(this.jdbc.sql("select token from guarded_account where id = ?")
			.param(account)
			.query(Long.class)
			.single());
	}

}
