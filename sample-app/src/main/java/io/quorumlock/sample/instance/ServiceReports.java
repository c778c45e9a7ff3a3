package io.quorumlock.sample.instance;

import io.quorumlock.election.LeadershipEvent;
import io.quorumlock.election.LeadershipGranted;
import io.quorumlock.election.LeadershipRevoked;
import io.quorumlock.election.LeadershipRevoking;
import io.quorumlock.sample.orders.StaleWriteRefused;
import io.quorumlock.sample.report.Report;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Reports what the order service publishes as application events: changes of the leader,
 * and refused writes.
 */
@Component
class ServiceReports {

	private final Reporter reporter;

	private final String instance;

	ServiceReports(Reporter reporter, @Value("${lock.instance-id}") String instance) {
		this.reporter = reporter;
		this.instance = instance;
	}

	@EventListener
	void onGranted(LeadershipGranted event) {
		report(event, "granted");
	}

	@EventListener
	void onRevoking(LeadershipRevoking event) {
		report(event, "revoking");
	}

	@EventListener
	void onRevoked(LeadershipRevoked event) {
		report(event, "revoked");
	}

	@EventListener
	void onRefused(StaleWriteRefused refused) {
		this.reporter.report(new Report.Refusal(System.currentTimeMillis(), this.instance, refused.account(),
				refused.token().toString(), refused.fence().toString(), refused.amount()));
	}

	private void report(LeadershipEvent event, String type) {
		this.reporter.report(new Report.LeaderChange(event.timestamp().toEpochMilli(), this.instance, event.role(),
				Long.toString(event.term()), type));
	}

}
