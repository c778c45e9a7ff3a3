package io.quorumlock.sample.orders;

import io.quorumlock.annotation.LeaderOnly;
import io.quorumlock.election.LeaderElection;
import io.quorumlock.sample.Console;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Writes a report, once in all: scheduled on every instance, run by the leader.
 */
@Component
public class ReportJob {

	private static final String ROLE = "reports";

	private final LeaderElection election;

	ReportJob(LeaderElection election) {
		this.election = election;
	}

	/**
	 * Writes the report. The term is the fencing token of whoever leads.
	 */
	@LeaderOnly(ROLE)
	@Scheduled(cron = "${sample.report-cron}")
	public void write() {
		this.election.leadership(ROLE)
			.term()
			.ifPresent((term) -> Console.show("report", "written", "term  %s  as the leader".formatted(term)));
	}

}
