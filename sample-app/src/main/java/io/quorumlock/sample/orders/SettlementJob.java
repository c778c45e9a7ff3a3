package io.quorumlock.sample.orders;

import io.quorumlock.Lease;
import io.quorumlock.annotation.LeaderOnly;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Counts what was ordered, once in all. The term of the leader is a fencing token, too,
 * so a former leader that wakes up late changes nothing.
 */
@Component
public class SettlementJob {

	private final JdbcClient jdbc;

	SettlementJob(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Settles what was ordered by now: also at once when this instance begins to lead.
	 */
	@LeaderOnly(role = "settlement", runOnGrant = true)
	@Scheduled(cron = "${sample.settlement-cron}")
	public void settle() {
		long term = Lease.current().fencingToken().value();
		this.jdbc.sql("update settlement set orders = (select count(*) from placed_order), term = ? where term <= ?")
			.params(term, term)
			.update();
	}

}
