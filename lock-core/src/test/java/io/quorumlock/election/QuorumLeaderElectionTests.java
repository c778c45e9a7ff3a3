package io.quorumlock.election;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

import io.quorumlock.simulation.Cluster;
import io.quorumlock.simulation.Cluster.Client;
import io.quorumlock.simulation.SimulatedMailbox;
import io.quorumlock.simulation.World;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class QuorumLeaderElectionTests {

	private final Cluster cluster = new Cluster(new World(7), 3);

	private final Candidate first = new Candidate(this.cluster.client());

	private final Candidate second = new Candidate(this.cluster.client());

	@Test
	void oneOfTwoLeadsAndBothKnowWhich() {
		this.first.campaign();
		this.cluster.pass(Duration.ofMillis(10));
		this.second.campaign();
		this.cluster.pass(Duration.ofMinutes(5));
		assertThat(this.first.leadership().isLeader()).isTrue();
		assertThat(this.second.leadership().isLeader()).isFalse();
		assertThat(this.second.leadership().leader().orElseThrow().instanceId()).isEqualTo("client-1");
		assertThat(this.second.leadership().term()).isEmpty();
		assertThat(this.first.seen).containsExactly("granted client-1", "leader client-1");
		assertThat(this.second.seen).containsExactly("leader client-1");
	}

	@Test
	void stoppingHandsOverWithinTheRetryInterval() {
		bothCampaign();
		boolean[] stopped = { false };
		this.first.election.stop().thenRun(() -> stopped[0] = true);
		this.cluster.pass(Duration.ofMillis(2));
		assertThat(stopped[0]).isTrue();
		this.cluster.pass(Duration.ofSeconds(1));
		assertThat(this.second.leadership().isLeader()).isTrue();
		assertThat(this.first.seen).containsExactly("granted client-1", "leader client-1", "revoking client-1",
				"revoked client-1");
		assertThat(this.second.seen).containsExactly("leader client-1", "granted client-2", "leader client-2");
	}

	@Test
	void termsRiseWithEachLeader() {
		bothCampaign();
		long before = this.first.leadership().term().orElseThrow().value();
		this.first.election.stop();
		this.cluster.pass(Duration.ofSeconds(2));
		assertThat(this.second.leadership().term().orElseThrow().value()).isGreaterThan(before);
	}

	@Test
	void listenerHearsOfTheEndBeforeAnotherCanLead() {
		bothCampaign();
		this.first.slow = (event) -> {
			if (event instanceof LeadershipRevoking) {
				this.cluster.pass(Duration.ofSeconds(5));
				assertThat(this.second.leadership().isLeader()).isFalse();
			}
		};
		this.first.election.stop();
		this.cluster.pass(Duration.ofSeconds(10));
		assertThat(this.second.leadership().isLeader()).isTrue();
	}

	@Test
	void crashedLeaderIsReplacedWithinItsLease() {
		bothCampaign();
		this.first.client.process().kill();
		this.cluster.pass(Duration.ofSeconds(32));
		assertThat(this.second.leadership().isLeader()).isTrue();
	}

	@Test
	void pausedLeaderHasLostBeforeItsSuccessorLeadsAndCampaignsAgain() {
		bothCampaign();
		this.first.client.process().pause();
		while (!this.second.leadership().isLeader()) {
			assertThat(this.cluster.world().now()).isLessThan(Duration.ofMinutes(5).toNanos());
			this.cluster.pass(Duration.ofMillis(1));
		}
		assertThat(this.first.leadership().isLeader()).isFalse();
		this.first.client.process().resume();
		this.cluster.pass(Duration.ofSeconds(5));
		assertThat(this.first.seen).containsExactly("granted client-1", "leader client-1", "revoked client-1",
				"leader client-2");
		this.second.election.stop();
		this.cluster.pass(Duration.ofSeconds(2));
		assertThat(this.first.leadership().isLeader()).isTrue();
	}

	@Test
	void leaderWithoutQuorumStopsLeadingAndLeadsAgainAfterHealing() {
		this.first.campaign();
		this.cluster.pass(Duration.ofSeconds(1));
		this.cluster.host(0).stop();
		this.cluster.host(1).stop();
		this.cluster.pass(Duration.ofSeconds(40));
		assertThat(this.first.leadership().isLeader()).isFalse();
		this.cluster.host(0).go();
		this.cluster.host(1).go();
		this.cluster.pass(Duration.ofSeconds(40));
		assertThat(this.first.leadership().isLeader()).isTrue();
		assertThat(this.first.seen).containsExactly("granted client-1", "leader client-1", "atrisk client-1",
				"revoked client-1", "granted client-1", "leader client-1");
		assertThat(this.first.last(LeadershipRevoked.class).cause()).isEqualTo(RevokeCause.QUORUM_LOST);
	}

	@Test
	void leaderThatStopsJustAfterItsLeaseRanOutHearsOfTheEnd() {
		this.first.campaign();
		this.cluster.pass(Duration.ofSeconds(1));
		this.first.client.process().pause();
		this.cluster.pass(Duration.ofSeconds(40));
		this.first.election.stop();
		this.cluster.pass(Duration.ofSeconds(1));
		this.first.client.process().resume();
		this.cluster.pass(Duration.ofSeconds(1));
		assertThat(this.first.seen).containsExactly("granted client-1", "leader client-1", "revoked client-1");
	}

	@Test
	void throwingListenerChangesNothing() {
		this.first.slow = (event) -> {
			throw new IllegalStateException("listener");
		};
		bothCampaign();
		this.first.election.stop();
		this.cluster.pass(Duration.ofSeconds(2));
		assertThat(this.second.leadership().isLeader()).isTrue();
	}

	@Test
	void riskThatAroseDuringWarmUpIsToldOnceTheGateIsOpen() {
		this.first.settings = RoleSettings.defaults().withStart(true, OnGrantedFailure.LOG);
		this.first.slow = (event) -> {
			if (event instanceof LeadershipGranted) {
				this.cluster.host(0).stop();
				this.cluster.host(1).stop();
				this.cluster.pass(Duration.ofSeconds(20));
			}
		};
		this.first.campaign();
		this.cluster.pass(Duration.ofSeconds(22));
		assertThat(this.first.leadership().isLeader()).isTrue();
		this.cluster.host(0).go();
		this.cluster.host(1).go();
		this.cluster.pass(Duration.ofSeconds(5));
		assertThat(this.first.seen).containsExactly("granted client-1", "leader client-1", "atrisk client-1",
				"recovered client-1");
	}

	@Test
	void stoppedElectionTakesNoNewRole() {
		this.first.election.stop();
		assertThatIllegalStateException().isThrownBy(() -> this.first.election.campaign("other"));
	}

	private void bothCampaign() {
		this.first.campaign();
		this.cluster.pass(Duration.ofMillis(10));
		this.second.campaign();
		this.cluster.pass(Duration.ofSeconds(3));
		assertThat(this.first.leadership().isLeader()).isTrue();
	}

	private static final class Candidate {

		private final Client client;

		private final LeaderElection election;

		private final List<String> seen = new ArrayList<>();

		private final List<LeadershipEvent> events = new ArrayList<>();

		private RoleSettings settings = RoleSettings.defaults();

		private Consumer<LeadershipEvent> slow = (event) -> {
		};

		Candidate(Client client) {
			this.client = client;
			this.election = ElectionAccess.election(client.manager().engine(), (role) -> this.settings, this::onEvent,
					(role) -> new SimulatedMailbox(client.process()));
		}

		void campaign() {
			this.election.campaign("reports");
		}

		Leadership leadership() {
			return this.election.leadership("reports");
		}

		<T extends LeadershipEvent> T last(Class<T> type) {
			return this.events.stream().filter(type::isInstance).map(type::cast).reduce((a, b) -> b).orElseThrow();
		}

		private static String kind(LeadershipEvent event) {
			return (event instanceof LeaderChanged) ? "leader"
					: event.getClass().getSimpleName().substring("Leadership".length()).toLowerCase(Locale.ROOT);
		}

		private void onEvent(LeadershipEvent event) {
			this.events.add(event);
			this.seen.add(kind(event) + " " + event.instanceId());
			this.slow.accept(event);
		}

	}

}
