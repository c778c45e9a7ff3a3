package io.quorumlock.test;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.quorumlock.election.RoleSettings;
import io.quorumlock.election.LeaderChanged;
import io.quorumlock.election.Leadership;
import io.quorumlock.election.LeadershipEvent;
import io.quorumlock.election.LeadershipGranted;
import io.quorumlock.election.LeadershipRevoked;
import io.quorumlock.quorum.LockPolicy;
import io.quorumlock.quorum.QuorumSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for the roles of {@link TestLocks}.
 */
@Timeout(20)
class RoleTests {

	private final List<LeadershipEvent> events = new CopyOnWriteArrayList<>();

	private final TestLocks locks = new TestLocks(QuorumSettings.defaults("test", "this-instance", 2), 3,
			(role) -> RoleSettings.defaults(), this.events::add, LockPolicy.NONE);

	private final Leadership reports = this.locks.leaderElection().leadership("reports");

	@AfterEach
	void close() {
		this.locks.close();
	}

	@Test
	void whoCampaignsAloneLeads() {
		this.locks.leaderElection().campaign("reports");
		assertThat(this.reports.isLeader()).isTrue();
		assertThat(this.locks.held()).isEmpty();
	}

	@Test
	void leadershipGoesToSomebodyElseAndBack() {
		this.locks.lead("reports");
		long first = this.reports.term().orElseThrow().value();
		this.events.clear();
		this.locks.follow("reports");
		assertThat(this.reports.isLeader()).isFalse();
		assertThat(this.reports.leader().orElseThrow().instanceId()).isEqualTo(TestLocks.SOMEBODY_ELSE);
		assertThat(this.events.get(0)).isInstanceOf(LeadershipRevoked.class);
		assertThat(this.events.get(0).term()).isEqualTo(first);
		assertThat(this.events.get(1)).isInstanceOf(LeaderChanged.class);
		this.events.clear();
		this.locks.lead("reports");
		assertThat(this.reports.term().orElseThrow().value()).isGreaterThan(first + 1);
		assertThat(this.events.get(0)).isInstanceOf(LeadershipGranted.class);
	}

	@Test
	void othersMayLeadFirst() {
		this.locks.follow("reports");
		this.locks.leaderElection().campaign("reports");
		assertThat(this.reports.isLeader()).isFalse();
		this.locks.lead("reports");
		assertThat(this.reports.isLeader()).isTrue();
	}

	@Test
	void nobodyLeadsWithoutQuorum() {
		this.locks.loseQuorum();
		assertThatIllegalStateException().isThrownBy(() -> this.locks.lead("reports"));
	}

	@Test
	void resetGivesLeadershipBackToWhoCampaigns() {
		this.locks.leaderElection().campaign("reports");
		this.locks.follow("reports");
		this.locks.reset();
		assertThat(this.reports.isLeader()).isTrue();
	}

	@Test
	void resetTakesLeadershipFromWhoDidNotCampaign() {
		this.locks.lead("reports");
		this.locks.reset();
		assertThat(this.reports.isLeader()).isFalse();
	}

	@Test
	void listenerThatGoesOnHoldsNobodyUpForLong() {
		TestLocks[] own = new TestLocks[1];
		own[0] = new TestLocks(QuorumSettings.defaults("test", "this-instance", 1), 1,
				(role) -> RoleSettings.defaults(), (event) -> {
					while (own[0].leaderElection().leadership("reports").isLeader()) {
						Thread.onSpinWait();
					}
				}, LockPolicy.NONE);
		own[0].lead("reports");
		own[0].follow("reports");
		assertThat(own[0].leaderElection().leadership("reports").isLeader()).isFalse();
	}

}
