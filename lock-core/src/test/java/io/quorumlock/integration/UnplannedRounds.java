package io.quorumlock.integration;

import java.time.Duration;
import java.util.List;

import io.quorumlock.testing.Await;
import io.quorumlock.testing.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The leader, or the nodes that its lease rests on, fail without a word.
 */
final class UnplannedRounds {

	private static final Duration LEASE_TIME = InstanceSettings.LEASE_TIME;

	private static final Duration LONGER_THAN_LEASE = LEASE_TIME.plusMillis(200);

	private final FailoverCrew crew;

	private final FailoverReport report;

	private final int nodes;

	private final Duration aim;

	UnplannedRounds(FailoverCrew crew, FailoverReport report, int nodes, Duration roundTrip) {
		this.crew = crew;
		this.report = report;
		this.nodes = nodes;
		this.aim = roundTrip.multipliedBy(2).plusMillis(100);
	}

	void run(int round) {
		stopMinority(round);
		pauseLeader();
		killLeader();
		// While it takes as long as it takes, the next spare JVM comes up
		stopMajority(round);
	}

	private void add(String scenario, long nanos, Duration atMost) {
		this.report.series(scenario, this.nodes).add(nanos, atMost);
	}

	private void addTakeover(String scenario, Gate next, long failedAt, long freeAt) {
		add(scenario, next.openedAt() - failedAt, this.aim.plusNanos(freeAt - failedAt));
		add(scenario + "Excess", next.openedAt() - freeAt, this.aim);
	}

	private void killLeader() {
		Contender leader = this.crew.settle();
		Gate gate = leader.gate();
		long killedAt = leader.kill();
		long freeAt = this.crew.freeAt();
		addTakeover("kill9", this.crew.after(gate), killedAt, freeAt);
		this.crew.replace(leader);
	}

	private void pauseLeader() {
		Contender leader = this.crew.settle();
		Gate gate = leader.gate();
		long pausedAt = leader.pause();
		long freeAt = this.crew.freeAt();
		addTakeover("paused", this.crew.after(gate), pausedAt, freeAt);
		long resumedAt = leader.resume();
		this.crew.settle();
		assertThat(leader.gates()).filteredOn((each) -> each.term() == gate.term())
			.as("whether it led when it came round at %d", resumedAt)
			.allMatch((each) -> each.closedAt() < resumedAt);
	}

	private void stopMajority(int round) {
		Gate gate = this.crew.settle().gate();
		List<RedisServer> stopped = this.crew.servers(this.crew.majority(), round);
		stopped.forEach(RedisServer::pause);
		long stoppedAt = System.nanoTime();
		awaitLeaseEnd(stoppedAt);
		assertThat(this.crew.laterThan(gate)).as("who leads without a majority").isEmpty();
		long resumedAt = System.nanoTime();
		stopped.forEach(RedisServer::resume);
		// What was confirmed last was asked for before the nodes stopped
		long closedAt = current(gate).closedAt();
		add("majorityStopped", closedAt - stoppedAt, LEASE_TIME.minus(InstanceSettings.drift(LEASE_TIME)));
		assertThat(closedAt).as("end of %s", gate).isLessThan(stoppedAt + LEASE_TIME.toNanos());
		Gate next = this.crew.after(gate);
		add("majorityResumed", next.openedAt() - resumedAt, this.aim.plus(InstanceSettings.ELECTION_RETRY));
		this.crew.settle();
	}

	private void stopMinority(int round) {
		Gate gate = this.crew.settle().gate();
		if (!this.crew.restsOnAll(gate)) {
			Figures.show("The lease of %s rests on some nodes only, so none of them is stopped".formatted(gate));
			return;
		}
		List<RedisServer> stopped = this.crew.servers(this.nodes - this.crew.majority(), round);
		stopped.forEach(RedisServer::pause);
		awaitLeaseEnd(System.nanoTime());
		long resumedAt = System.nanoTime();
		stopped.forEach(RedisServer::resume);
		Contender leader = this.crew.settle();
		assertThat(leader.gate().term()).as("term after a minority was stopped").isEqualTo(gate.term());
		Await.until("its gate is seen to be open still", () -> leader.gate().closedAt() > resumedAt);
		assertThat(leader.gate().term()).as("term of the gate that is open").isEqualTo(gate.term());
		add("minorityStopped", 0, Duration.ZERO);
	}

	private Gate current(Gate gate) {
		return this.crew.gates().stream().filter((each) -> each.term() == gate.term()).findFirst().orElseThrow();
	}

	private static void awaitLeaseEnd(long since) {
		Await.until("a lease is over", () -> System.nanoTime() - since > LONGER_THAN_LEASE.toNanos());
	}

}
