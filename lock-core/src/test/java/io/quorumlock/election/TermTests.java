package io.quorumlock.election;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.quorumlock.simulation.Cluster;
import io.quorumlock.simulation.SimulatedConnection;
import io.quorumlock.simulation.World;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How a term begins, how it is watched, and what everybody knows of it.
 */
class TermTests {

	private static final Duration LEASE = Duration.ofSeconds(30);

	private final Cluster cluster = new Cluster(new World(13), 3);

	private final TestCandidate first = new TestCandidate(this.cluster.client());

	private final TestCandidate second = new TestCandidate(this.cluster.client());

	@Test
	void gateOpensAfterTheListenersIfThereIsSomethingToWarmUp() {
		TestCandidate warming = new TestCandidate(this.cluster.client(),
				RoleSettings.defaults().withStart(true, OnGrantedFailure.LOG));
		warming.listener = (event) -> {
			if (event instanceof LeadershipGranted) {
				assertThat(event.isCurrent()).isTrue();
				assertThat(warming.leads()).isFalse();
				assertThat(warming.leadership().status().state()).isEqualTo(LeadershipState.WARMING);
				this.cluster.pass(Duration.ofSeconds(10));
				assertThat(warming.leads()).isFalse();
			}
		};
		warming.campaign();
		this.cluster.pass(Duration.ofSeconds(1));
		assertThat(warming.leads()).isTrue();
		assertThat(warming.seen).containsExactly("granted " + warming.id(), "leader " + warming.id());
	}

	@Test
	void riskThatAroseDuringWarmUpIsToldOnceTheGateIsOpen() {
		TestCandidate warming = new TestCandidate(this.cluster.client(),
				RoleSettings.defaults().withStart(true, OnGrantedFailure.LOG));
		warming.listener = (event) -> {
			if (event instanceof LeadershipGranted) {
				this.cluster.host(0).stop();
				this.cluster.host(1).stop();
				this.cluster.pass(Duration.ofSeconds(20));
			}
		};
		warming.campaign();
		this.cluster.pass(Duration.ofSeconds(22));
		assertThat(warming.leads()).isTrue();
		this.cluster.host(0).go();
		this.cluster.host(1).go();
		this.cluster.pass(Duration.ofSeconds(5));
		assertThat(warming.seen).containsExactly("granted client-3", "leader client-3", "atrisk client-3",
				"recovered client-3");
	}

	@Test
	void instanceWhoseListenerFailsMayGiveTheRoleUp() {
		TestCandidate failing = new TestCandidate(this.cluster.client(),
				RoleSettings.defaults().withStart(false, OnGrantedFailure.STEP_DOWN));
		failing.listener = (event) -> {
			if (event instanceof LeadershipGranted) {
				throw new IllegalStateException("listener");
			}
		};
		failing.campaign();
		this.cluster.pass(Duration.ofMillis(10));
		this.second.campaign();
		this.cluster.pass(Duration.ofMillis(500));
		assertThat(this.second.leads()).isTrue();
		assertThat(failing.last(LeadershipRevoked.class).cause()).isEqualTo(RevokeCause.STEP_DOWN);
	}

	@Test
	void stateChangesBeforeTheEventIsTold() {
		this.first.listener = (event) -> {
			if (event instanceof LeadershipGranted) {
				assertThat(this.first.leads()).isTrue();
			}
			else if (!(event instanceof LeaderChanged)) {
				assertThat(this.first.leads()).isFalse();
				assertThat(event.isCurrent()).isTrue();
			}
		};
		this.first.campaign();
		this.cluster.pass(Duration.ofSeconds(1));
		LeadershipGranted granted = this.first.last(LeadershipGranted.class);
		this.first.election.stop();
		this.cluster.pass(Duration.ofSeconds(1));
		assertThat(this.first.seen).hasSize(4);
		assertThat(granted.isCurrent()).isFalse();
		assertThat(this.first.events).extracting(LeadershipEvent::sequence).containsExactly(1L, 2L, 3L, 4L);
	}

	@Test
	void nextTermBeginsAfterTheListenersOfTheLastHaveReturned() {
		this.first.campaign();
		this.cluster.pass(Duration.ofSeconds(1));
		boolean[] returned = { false };
		this.first.listener = (event) -> {
			if (event instanceof LeadershipRevoked) {
				this.cluster.pass(Duration.ofMinutes(2));
				assertThat(this.first.leadership().status().listenersBusy()).isGreaterThan(Duration.ofMinutes(1));
				assertThat(this.first.leads()).isFalse();
				returned[0] = true;
			}
			else if (event instanceof LeadershipGranted) {
				assertThat(returned[0]).isTrue();
			}
		};
		command(this.first, LeadershipCommand.StepDown.now());
		this.cluster.pass(Duration.ofSeconds(5));
		assertThat(this.first.leads()).isTrue();
	}

	@Test
	void slowListenerDelaysNeitherItsOwnGateNorOtherRoles() {
		this.first.campaign();
		this.cluster.pass(Duration.ofSeconds(1));
		this.first.listener = (event) -> {
			if (event instanceof LeadershipAtRisk && event.role().equals(TestCandidate.ROLE)) {
				this.cluster.pass(LEASE);
				assertThat(this.first.leads()).isFalse();
				this.cluster.hosts().forEach((host) -> host.go());
				this.cluster.pass(Duration.ofMinutes(1));
				assertThat(this.first.election.leadership("other").isLeader()).isTrue();
			}
		};
		this.first.election.campaign("other");
		this.cluster.pass(Duration.ofSeconds(1));
		this.cluster.host(0).stop();
		this.cluster.host(1).stop();
		this.cluster.pass(Duration.ofSeconds(40));
		assertThat(this.first.last(LeadershipRevoked.class).cause()).isEqualTo(RevokeCause.QUORUM_LOST);
	}

	@Test
	void leaderIsAtRiskUntilItsLeaseIsRenewedAgain() {
		this.first.campaign();
		this.cluster.pass(Duration.ofSeconds(1));
		this.cluster.host(0).stop();
		this.cluster.host(1).stop();
		this.cluster.pass(Duration.ofSeconds(17));
		LeadershipAtRisk atRisk = this.first.last(LeadershipAtRisk.class);
		assertThat(atRisk.trustRemaining()).isBetween(LEASE.dividedBy(3), LEASE.dividedBy(2));
		assertThat(atRisk.nodesVoting()).isEqualTo(3);
		assertThat(atRisk.isCurrent()).isTrue();
		assertThat(this.first.leads()).isTrue();
		assertThat(this.first.leadership().status().state()).isEqualTo(LeadershipState.AT_RISK);
		this.cluster.host(0).go();
		this.cluster.host(1).go();
		this.cluster.pass(Duration.ofSeconds(5));
		assertThat(atRisk.isCurrent()).isFalse();
		assertThat(this.first.last(LeadershipRecovered.class).trustRemaining()).isGreaterThan(LEASE.dividedBy(2));
		assertThat(this.first.leadership().status().state()).isEqualTo(LeadershipState.LEADING);
		assertThat(this.first.leadership().status().transitions()).extracting(Transition::to)
			.endsWith(LeadershipState.LEADING, LeadershipState.AT_RISK, LeadershipState.LEADING);
	}

	@Test
	void leaderThatWasHeldUpForTooLongSaysSo() {
		this.first.campaign();
		this.cluster.pass(Duration.ofSeconds(1));
		this.first.client.process().pause();
		this.cluster.pass(Duration.ofSeconds(40));
		this.first.client.process().resume();
		this.cluster.pass(Duration.ofMillis(100));
		assertThat(this.first.last(LeadershipRevoked.class).cause()).isEqualTo(RevokeCause.EXPIRED);
	}

	@Test
	void crashedLeaderIsReplacedWhenItsLeaseHasRunOutAndNotLater() {
		RoleSettings settings = RoleSettings.defaults().withLease(Duration.ofSeconds(3), Duration.ofSeconds(1));
		TestCandidate[] candidates = new TestCandidate[4];
		for (int i = 0; i < candidates.length; i++) {
			candidates[i] = new TestCandidate(this.cluster.client(), settings);
			candidates[i].campaign();
			this.cluster.pass(Duration.ofMillis(300));
		}
		this.cluster.pass(Duration.ofSeconds(20));
		Duration remaining = candidates[0].leadership().status().trustRemaining();
		candidates[0].client.process().kill();
		this.cluster.pass(remaining);
		assertThat(List.of(candidates).subList(1, 4)).noneMatch(TestCandidate::leads);
		// What clocks may run apart, two round trips, and who comes first among three
		this.cluster.pass(Duration.ofMillis(34 + 4 + 60));
		assertThat(List.of(candidates).subList(1, 4)).filteredOn(TestCandidate::leads)
			.singleElement()
			.satisfies((next) -> assertThat(next.last(LeadershipGranted.class).cause()).isEqualTo(GrantCause.EXPIRED));
	}

	@Test
	void everyInstanceKnowsTheLeaderAtOnce() {
		assertThat(this.second.election.leader(TestCandidate.ROLE)).isEmpty();
		this.cluster.pass(Duration.ofSeconds(5));
		this.first.campaign();
		this.cluster.pass(Duration.ofMillis(10));
		Leader leader = this.second.election.leader(TestCandidate.ROLE).orElseThrow();
		assertThat(leader.instanceId()).isEqualTo(this.first.id());
		assertThat(Duration.between(leader.since(), Instant.ofEpochMilli(wallMillis()))).isBetween(Duration.ZERO,
				Duration.ofMillis(20));
		assertThat(this.second.seen).containsExactly("leader " + this.first.id());
		this.first.election.stop();
		this.cluster.pass(Duration.ofMillis(10));
		assertThat(this.second.election.leader(TestCandidate.ROLE)).isEmpty();
	}

	@Test
	void leaderIsFoundOutWithoutAnyPush() {
		this.second.client.connections().forEach(SimulatedConnection::deafen);
		this.second.election.leader(TestCandidate.ROLE);
		this.first.campaign();
		this.cluster.pass(Duration.ofMillis(1500));
		assertThat(this.second.election.leader(TestCandidate.ROLE)).isPresent();
		this.first.election.stop();
		this.cluster.pass(Duration.ofMillis(1500));
		assertThat(this.second.election.leader(TestCandidate.ROLE)).isEmpty();
	}

	@Test
	void successorIsFoundWithoutAnyPush() {
		this.first.campaign();
		this.second.client.connections().forEach(SimulatedConnection::deafen);
		this.cluster.pass(Duration.ofMillis(10));
		this.second.campaign();
		this.cluster.pass(Duration.ofSeconds(3));
		this.first.election.stop();
		this.cluster.pass(Duration.ofMillis(1200));
		assertThat(this.second.leads()).isTrue();
	}

	@Test
	void leaderIsStaleWhileNoQuorumCanConfirmIt() {
		this.first.campaign();
		this.second.campaign();
		this.cluster.pass(Duration.ofSeconds(3));
		TestCandidate follower = this.first.leads() ? this.second : this.first;
		assertThat(follower.leadership().leader().orElseThrow().stale()).isFalse();
		this.cluster.host(0).stop();
		this.cluster.host(1).stop();
		this.cluster.pass(Duration.ofSeconds(3));
		assertThat(follower.leadership().leader().orElseThrow().stale()).isTrue();
		this.cluster.host(0).go();
		this.cluster.host(1).go();
		this.cluster.pass(Duration.ofSeconds(3));
		assertThat(follower.leadership().leader().orElseThrow().stale()).isFalse();
	}

	@Test
	void candidatesKnowEachOtherUntilOneHasGone() {
		this.first.campaign();
		this.cluster.pass(Duration.ofMillis(100));
		this.second.campaign();
		this.cluster.pass(Duration.ofMillis(100));
		Candidate one = new Candidate(this.first.id(), 0);
		Candidate other = new Candidate(this.second.id(), 0);
		assertThat(this.first.leadership().status().candidates()).containsExactly(one, other);
		assertThat(this.second.leadership().status().candidates()).containsExactly(other, one);
		this.second.client.process().kill();
		this.cluster.pass(Duration.ofSeconds(45));
		assertThat(this.first.leadership().status().candidates()).containsExactly(one);
	}

	private long wallMillis() {
		return this.second.client.process().clock().wallMicros() / 1000;
	}

	private void command(TestCandidate candidate, LeadershipCommand command) {
		candidate.command(command, () -> this.cluster.pass(Duration.ofMillis(1)));
	}

}
