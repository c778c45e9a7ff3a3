package io.quorumlock.integration;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.quorumlock.election.Leadership;
import io.quorumlock.testing.Await;
import io.quorumlock.testing.RedisQuorum;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One of several instances leads, and another when it goes, however it goes.
 */
@Timeout(30)
class LeadershipTests {

	private static final String ROLE = ChildCommands.ROLE;

	private static final Duration LEASE_TIME = InstanceSettings.LEASE_TIME;

	private RedisQuorum quorum;

	private Instance follower;

	@BeforeEach
	void start() {
		this.quorum = RedisQuorum.start(3);
		this.follower = Instance.start("follower", this.quorum);
	}

	@AfterEach
	void stop() {
		this.follower.close();
		this.quorum.close();
	}

	@Test
	void stoppedLeaderHandsOverWithinTheRetryInterval() {
		try (Instance leader = Instance.start("leader", this.quorum)) {
			Leadership first = lead(leader);
			Leadership second = follow();
			long term = first.term().orElseThrow().value();
			long start = System.nanoTime();
			CompletableFuture<Void> stopped = leader.election().stop().toCompletableFuture();
			Await.until("the follower leads", second::isLeader);
			assertThat(first.isLeader()).isFalse();
			Duration handOver = Duration.ofNanos(System.nanoTime() - start);
			Figures.show("Leadership handed over after %d ms".formatted(handOver.toMillis()));
			assertThat(handOver).isLessThan(InstanceSettings.ELECTION_RETRY.plus(InstanceSettings.SLACK));
			stopped.join();
			assertThat(leader.events().terms()).containsExactly("granted " + term, "revoked " + term);
			assertThat(second.term().orElseThrow().value()).isGreaterThan(term);
		}
	}

	@Test
	void newcomerKnowsItsRivalsSoon() {
		try (Instance leader = Instance.start("leader", this.quorum)) {
			lead(leader);
			Leadership second = follow();
			Await.until("the follower knows the leader as a candidate", InstanceSettings.LEASE_TIME.multipliedBy(2),
					() -> second.status().candidates().size() == 2);
		}
	}

	@Test
	void killedLeaderIsReplacedOnceItsLeaseIsOver() {
		try (ChildInstance leader = ChildInstance.start("leader", this.quorum)) {
			leader.ask("campaign");
			Await.until("the child leads", () -> !leader.ask("term").equals("none"));
			long term = Long.parseLong(leader.ask("term"));
			Leadership second = follow();
			long killedAt = leader.kill();
			Await.until("the follower leads", second::isLeader);
			Duration takeover = Duration.ofNanos(System.nanoTime() - killedAt);
			Figures.show("Leadership of a killed JVM taken over after %d ms".formatted(takeover.toMillis()));
			assertThat(takeover).isBetween(LEASE_TIME.dividedBy(2),
					LEASE_TIME.plus(InstanceSettings.drift(LEASE_TIME))
						.plus(InstanceSettings.ELECTION_RETRY)
						.plus(InstanceSettings.SLACK));
			assertThat(second.term().orElseThrow().value()).isGreaterThan(term);
		}
	}

	@Test
	void neverTwoLeadWhileLeadershipIsLostAndWonAgain() {
		try (Instance leader = Instance.start("leader", this.quorum)) {
			Leadership first = lead(leader);
			Leadership second = follow();
			for (int round = 0; round < 2; round++) {
				this.quorum.server(0).pause();
				this.quorum.server(1).pause();
				Await.until("nobody leads", () -> !first.isLeader() && !second.isLeader());
				this.quorum.server(0).resume();
				this.quorum.server(1).resume();
				Await.until("somebody leads", () -> {
					assertNotBoth(first, second);
					return first.isLeader() || second.isLeader();
				});
			}
			Await.until("three terms have begun and two have ended",
					() -> leader.events().terms().size() + this.follower.events().terms().size() == 5);
			ElectionRecord.assertAlternating(leader.events().terms());
			ElectionRecord.assertAlternating(this.follower.events().terms());
		}
	}

	@Test
	void lossThatStopRunsIntoIsToldToo() {
		Leadership leadership = lead(this.follower);
		long term = leadership.term().orElseThrow().value();
		CompletableFuture<Void> busy = new CompletableFuture<>();
		this.follower.holdUpCallbacks(busy);
		this.quorum.server(0).pause();
		this.quorum.server(1).pause();
		Await.until("the lease is lost", () -> !leadership.isLeader());
		CompletableFuture<Void> stopped = this.follower.election().stop().toCompletableFuture();
		busy.complete(null);
		stopped.join();
		assertThat(this.follower.events().terms()).containsExactly("granted " + term, "revoked " + term);
	}

	private static void assertNotBoth(Leadership first, Leadership second) {
		boolean firstLeads = first.isLeader();
		boolean secondLeads = second.isLeader();
		assertThat(firstLeads && secondLeads && first.isLeader()).isFalse();
	}

	private static Leadership lead(Instance instance) {
		Leadership leadership = instance.election().campaign(ROLE);
		Await.until("the role is led", leadership::isLeader);
		return leadership;
	}

	private Leadership follow() {
		Leadership leadership = this.follower.election().campaign(ROLE);
		Await.until("the follower knows the leader", () -> leadership.leader().isPresent());
		assertThat(leadership.isLeader()).isFalse();
		assertThat(leadership.leader().orElseThrow().instanceId()).isEqualTo("leader");
		return leadership;
	}

}
