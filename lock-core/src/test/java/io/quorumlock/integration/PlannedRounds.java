package io.quorumlock.integration;

import java.time.Duration;

import io.quorumlock.election.LeadershipState;
import io.quorumlock.testing.Await;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The leader goes because it is told to.
 */
final class PlannedRounds {

	private final FailoverCrew crew;

	private final FailoverReport report;

	private final int nodes;

	private final Duration aim;

	PlannedRounds(FailoverCrew crew, FailoverReport report, int nodes, Duration roundTrip) {
		this.crew = crew;
		this.report = report;
		this.nodes = nodes;
		this.aim = roundTrip.multipliedBy(3).plusMillis(50);
	}

	void run(int round) {
		shutdown();
		drain();
		stepDown(round);
		transfer(round);
	}

	private void add(String scenario, long nanos) {
		this.report.series(scenario, this.nodes).add(nanos, this.aim);
	}

	private void shutdown() {
		Contender leader = this.crew.settle();
		Gate gate = leader.gate();
		long stoppedAt = leader.tell("stop");
		add("shutdown", this.crew.after(gate).openedAt() - stoppedAt);
		this.crew.rejoin(leader);
	}

	private void drain() {
		Contender leader = this.crew.settle();
		Gate gate = leader.gate();
		leader.enter();
		long stoppedAt = leader.tell("stop");
		Await.until("the leader waits for its work", () -> leader.standing().state() == LeadershipState.DRAINING);
		// All that stand by have asked for the role in vain
		Await.until("a retry interval is over",
				() -> System.nanoTime() - stoppedAt > InstanceSettings.ELECTION_RETRY.toNanos());
		long leftAt = leader.tell("leave");
		Gate next = this.crew.after(gate);
		assertThat(next.openedAt()).as("gate of %s after work of %s", next, gate).isGreaterThan(leftAt);
		add("shutdownWithWork", next.openedAt() - leftAt);
		this.crew.rejoin(leader);
	}

	private void stepDown(int round) {
		Contender leader = this.crew.settle();
		Gate gate = leader.gate();
		boolean forwarded = round % 2 == 1;
		Contender told = forwarded ? this.crew.followers(leader, round).get(0) : leader;
		long toldAt = told.tell("step-down");
		add("stepDown", this.crew.after(gate).openedAt() - toldAt);
	}

	private void transfer(int round) {
		Contender leader = this.crew.settle();
		Contender named = this.crew.followers(leader, round).get(0);
		Gate gate = leader.gate();
		try (VacancyWatch vacancy = new VacancyWatch(this.crew)) {
			leader.tell("transfer " + named.id());
			Gate next = this.crew.after(gate);
			assertThat(next.instance()).as("next after transfer to %s", named.id()).isEqualTo(named.id());
			assertThat(this.crew.settle()).isSameAs(named);
			this.report.series("transferVacancy", this.nodes).add(vacancy.end().toNanos(), Duration.ZERO);
			add("transferGateGap", next.openedAt() - leader.gate().closedAt());
		}
	}

}
