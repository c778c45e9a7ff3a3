package io.quorumlock.sample.orders;

import io.quorumlock.election.LeaderChanged;
import io.quorumlock.election.LeaderElection;
import io.quorumlock.election.LeadershipEvent;
import io.quorumlock.election.LeadershipGranted;
import io.quorumlock.election.LeadershipRevoked;
import io.quorumlock.sample.Console;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Shows who leads.
 */
@Component
class LeadershipLog {

	private final LeaderElection election;

	LeadershipLog(LeaderElection election) {
		this.election = election;
	}

	@EventListener
	void onGranted(LeadershipGranted event) {
		show("leads", event, "kill -9 %d and watch".formatted(ProcessHandle.current().pid()));
	}

	@EventListener
	void onRevoked(LeadershipRevoked event) {
		show("steps off", event, "");
	}

	@EventListener
	void onChanged(LeaderChanged event) {
		if (!event.instanceId().equals(this.election.instanceId())) {
			show("follows", event, "of " + event.instanceId());
		}
	}

	private static void show(String outcome, LeadershipEvent event, String details) {
		Console.show("leader", outcome, "term  %d  %s  %s".formatted(event.term(), event.role(), details));
	}

}
