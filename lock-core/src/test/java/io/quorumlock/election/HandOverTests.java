package io.quorumlock.election;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;

import io.quorumlock.Lease;
import io.quorumlock.LeaseLostException;
import io.quorumlock.simulation.Cluster;
import io.quorumlock.simulation.World;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * How a leader gives its role up: after its work, to whom, and how soon the next leads.
 */
class HandOverTests {

	private static final RoleSettings SETTINGS = RoleSettings.defaults()
		.withDrain(Duration.ofSeconds(5), false, Duration.ofSeconds(3));

	private final Cluster cluster = new Cluster(new World(11), 3);

	private final TestCandidate first = candidate(SETTINGS);

	private final TestCandidate second = candidate(SETTINGS);

	private final TestCandidate third = candidate(SETTINGS);

	@Test
	void nextLeadsAFewRoundTripsAfterALeaderHasStopped() {
		allCampaign();
		this.first.election.stop();
		this.cluster.pass(Duration.ofMillis(15));
		assertThat(this.second.leads() ^ this.third.leads()).isTrue();
		LeadershipGranted granted = leader().last(LeadershipGranted.class);
		assertThat(granted.cause()).isEqualTo(GrantCause.HANDOFF);
		assertThat(granted.previousLeader()).isEqualTo(this.first.id());
	}

	@Test
	void roleIsKeptUntilTheWorkUnderWayIsDone() {
		allCampaign();
		Lease permit = this.first.leadership().enter().orElseThrow();
		assertThat(permit.fencingToken()).isEqualTo(this.first.leadership().term().orElseThrow());
		assertThat(command(this.first, LeadershipCommand.StepDown.now())).isEqualTo(CommandResult.DONE);
		assertThat(this.first.leads()).isFalse();
		assertThat(this.first.leadership().enter()).isEmpty();
		LeadershipRevoking revoking = this.first.last(LeadershipRevoking.class);
		assertThat(revoking.inFlight()).isEqualTo(1);
		assertThat(Duration.between(revoking.timestamp(), revoking.deadline())).isEqualTo(SETTINGS.drainTimeout());
		this.cluster.pass(Duration.ofSeconds(4));
		assertThat(permit.isHeld()).isTrue();
		assertThat(leads()).isFalse();
		assertThat(this.first.leadership().status().state()).isEqualTo(LeadershipState.DRAINING);
		permit.close();
		this.cluster.pass(Duration.ofMillis(15));
		assertThat(leads()).isTrue();
		assertThat(this.first.last(LeadershipRevoked.class).released()).isTrue();
		assertThat(this.first.last(LeadershipRevoked.class).abandoned()).isZero();
	}

	@Test
	void roleLapsesIfTheWorkUnderWayDoesNotEnd() {
		allCampaign();
		Lease permit = this.first.leadership().enter().orElseThrow();
		boolean[] told = { false };
		permit.onLost(() -> told[0] = true);
		command(this.first, LeadershipCommand.StepDown.now());
		this.cluster.pass(SETTINGS.drainTimeout());
		assertThat(told[0]).isTrue();
		assertThatExceptionOfType(LeaseLostException.class).isThrownBy(permit::ensureHeld);
		assertThat(this.first.last(LeadershipRevoked.class).released()).isFalse();
		assertThat(this.first.last(LeadershipRevoked.class).abandoned()).isEqualTo(1);
		this.cluster.pass(Duration.ofSeconds(29));
		assertThat(leads()).isFalse();
		this.cluster.pass(Duration.ofSeconds(3));
		assertThat(leads() || this.first.leads()).isTrue();
	}

	@Test
	void roleIsGivenBackWithWorkUnderWayIfThatIsWanted() {
		TestCandidate hasty = candidate(SETTINGS.withDrain(Duration.ofSeconds(5), true, Duration.ofSeconds(3)));
		hasty.campaign();
		this.cluster.pass(Duration.ofSeconds(1));
		allCampaign();
		Lease permit = hasty.leadership().enter().orElseThrow();
		command(hasty, LeadershipCommand.StepDown.now());
		this.cluster.pass(SETTINGS.drainTimeout().plusMillis(15));
		assertThat(permit.isHeld()).isFalse();
		assertThat(leads()).isTrue();
	}

	@Test
	void workThatHasBegunWhenTheInstanceStopsIsWaitedForUntilItMayRelease() {
		allCampaign();
		this.first.election.quiesce();
		this.cluster.pass(Duration.ofMinutes(2));
		assertThat(this.first.leads()).isFalse();
		assertThat(leads()).isFalse();
		CompletionStage<Void> stopped = this.first.election.stop();
		this.cluster.pass(Duration.ofMillis(15));
		assertThat(stopped.toCompletableFuture()).isDone();
		assertThat(leads()).isTrue();
		assertThat(this.first.last(LeadershipRevoked.class).cause()).isEqualTo(RevokeCause.SHUTDOWN);
	}

	@Test
	void instanceIsStoppedAlsoIfAListenerNeverReturns() {
		allCampaign();
		AtomicReference<CompletionStage<Void>> stopped = new AtomicReference<>();
		this.first.listener = (event) -> {
			if (event instanceof LeadershipRevoking) {
				this.cluster.pass(SETTINGS.drainTimeout().plusSeconds(2));
				assertThat(stopped.get().toCompletableFuture()).isDone();
				assertThat(leads()).isFalse();
			}
		};
		stopped.set(this.first.election.stop());
		this.cluster.pass(Duration.ofSeconds(40));
		assertThat(leads()).isTrue();
		assertThat(this.first.last(LeadershipRevoked.class).released()).isFalse();
	}

	@Test
	void leaderThatSteppedDownStandsBackForItsCooldown() {
		this.first.campaign();
		this.cluster.pass(Duration.ofSeconds(2));
		command(this.first, LeadershipCommand.StepDown.now());
		this.cluster.pass(SETTINGS.cooldown().minusMillis(100));
		assertThat(this.first.leads()).isFalse();
		assertThat(this.first.leadership().status().state()).isEqualTo(LeadershipState.COOLDOWN);
		this.cluster.pass(SETTINGS.retryInterval().plusMillis(200));
		assertThat(this.first.leads()).isTrue();
	}

	@Test
	void stepDownReachesTheLeaderFromAnyInstance() {
		allCampaign();
		long term = this.first.leadership().term().orElseThrow().value();
		assertThat(command(this.second, new LeadershipCommand.StepDown(term + 1, null, null)))
			.isEqualTo(CommandResult.WRONG_TERM);
		assertThat(this.first.leads()).isTrue();
		assertThat(command(this.second, new LeadershipCommand.StepDown(term, null, null)))
			.isEqualTo(CommandResult.FORWARDED);
		this.cluster.pass(Duration.ofMillis(20));
		assertThat(this.first.leads()).isFalse();
		assertThat(leads()).isTrue();
	}

	@Test
	void transferLeavesNoMomentForAThird() {
		allCampaign();
		long term = this.first.leadership().term().orElseThrow().value();
		assertThat(command(this.third, LeadershipCommand.Transfer.to("nobody")))
			.isEqualTo(CommandResult.UNKNOWN_CANDIDATE);
		assertThat(command(this.second, LeadershipCommand.Transfer.to(this.third.id())))
			.isEqualTo(CommandResult.FORWARDED);
		this.cluster.pass(Duration.ofMillis(20));
		assertThat(this.third.leads()).isTrue();
		assertThat(this.third.leadership().term().orElseThrow().value()).isGreaterThan(term);
		assertThat(this.second.seen).doesNotContain("granted " + this.second.id());
		assertThat(this.first.last(LeadershipRevoked.class).released()).isTrue();
	}

	@Test
	void transferToAnInstanceThatIsGoneCostsItsPatienceOnly() {
		allCampaign();
		this.third.client.process().kill();
		command(this.first, LeadershipCommand.Transfer.to(this.third.id()));
		this.cluster.pass(Duration.ofMillis(1900));
		assertThat(leads()).isFalse();
		this.cluster.pass(Duration.ofMillis(1300));
		assertThat(this.second.leads()).isTrue();
	}

	@Test
	void pausedInstanceGivesTheRoleUpAndDoesNotCampaign() {
		this.first.campaign();
		this.cluster.pass(Duration.ofSeconds(2));
		command(this.first, new LeadershipCommand.Pause(PauseReason.OPERATOR));
		command(this.first, new LeadershipCommand.Pause(PauseReason.UNHEALTHY));
		this.cluster.pass(Duration.ofMinutes(1));
		assertThat(this.first.leads()).isFalse();
		command(this.first, new LeadershipCommand.Resume(PauseReason.UNHEALTHY));
		this.cluster.pass(Duration.ofSeconds(5));
		assertThat(this.first.leads()).isFalse();
		command(this.first, new LeadershipCommand.Resume(PauseReason.OPERATOR));
		this.cluster.pass(Duration.ofMillis(20));
		assertThat(this.first.leads()).isTrue();
	}

	@Test
	void higherPriorityTakesOverAfterTheShortestTenure() {
		RoleSettings patient = SETTINGS.withPreference(0, Duration.ofSeconds(20), null, Duration.ofMillis(50));
		TestCandidate usual = candidate(patient);
		usual.campaign();
		this.cluster.pass(Duration.ofSeconds(2));
		TestCandidate better = candidate(patient.withPreference(5, Duration.ZERO, null, Duration.ofMillis(50)));
		better.campaign();
		this.cluster.pass(Duration.ofSeconds(16));
		assertThat(usual.leads()).isTrue();
		this.cluster.pass(Duration.ofSeconds(4));
		assertThat(better.leads()).isTrue();
		assertThat(usual.last(LeadershipRevoked.class).cause()).isEqualTo(RevokeCause.PREEMPTED);
		this.cluster.pass(Duration.ofMinutes(5));
		assertThat(better.leads()).isTrue();
	}

	@Test
	void higherPriorityThatStandsBackOrIsGoneTakesNothingOver() {
		RoleSettings hasty = SETTINGS.withPreference(0, Duration.ZERO, null, Duration.ofMillis(50));
		TestCandidate better = candidate(hasty.withPreference(5, Duration.ZERO, null, Duration.ofMillis(50)));
		better.campaign();
		this.cluster.pass(Duration.ofSeconds(1));
		TestCandidate one = candidate(hasty);
		TestCandidate other = candidate(hasty);
		one.campaign();
		other.campaign();
		this.cluster.pass(Duration.ofSeconds(3));
		command(better, new LeadershipCommand.StepDown(null, Duration.ofMinutes(10), null));
		this.cluster.pass(Duration.ofMinutes(9));
		assertThat(one.leads() ^ other.leads()).isTrue();
		assertThat(grants(one) + grants(other)).isEqualTo(1);
		this.cluster.pass(Duration.ofMinutes(2));
		assertThat(better.leads()).isTrue();
		better.client.process().kill();
		this.cluster.pass(Duration.ofMinutes(2));
		assertThat(one.leads() ^ other.leads()).isTrue();
		assertThat(grants(one) + grants(other)).isEqualTo(2);
	}

	@Test
	void listenerThatHangsMakesNobodyYield() {
		RoleSettings hasty = SETTINGS.withPreference(0, Duration.ZERO, null, Duration.ofMillis(50));
		TestCandidate better = candidate(hasty.withPreference(5, Duration.ZERO, null, Duration.ofMillis(50)));
		better.campaign();
		this.cluster.pass(Duration.ofSeconds(1));
		TestCandidate other = candidate(hasty);
		other.campaign();
		this.cluster.pass(Duration.ofSeconds(3));
		better.listener = (event) -> {
			if (event instanceof LeadershipRevoked) {
				this.cluster.pass(Duration.ofMinutes(10));
				assertThat(other.leads()).isTrue();
				assertThat(grants(other)).isEqualTo(1);
				assertThat(better.leadership().status().campaigning()).isFalse();
			}
		};
		command(better, LeadershipCommand.StepDown.now());
		this.cluster.pass(Duration.ofSeconds(10));
		assertThat(better.leads()).isTrue();
	}

	@Test
	void roleThatNobodyTakesOverIsFreeAtOnceWhenItIsKeptNoLonger() {
		allCampaign();
		this.third.client.process().kill();
		command(this.first, LeadershipCommand.Transfer.to(this.third.id()));
		this.cluster.pass(Duration.ofMillis(2050));
		assertThat(this.second.leads()).isTrue();
	}

	@Test
	void processThatEndsWithWorkUnderWayLeavesTheLeaseToItsEnd() {
		allCampaign();
		Lease permit = this.first.leadership().enter().orElseThrow();
		boolean[] told = { false };
		permit.onLost(() -> told[0] = true);
		command(this.first, new LeadershipCommand.StepDown(null, null, Duration.ofMinutes(10)));
		((QuorumLeaderElection) this.first.election).close();
		this.first.client.process().execute(() -> this.first.client.manager().engine().close());
		this.cluster.pass(Duration.ofMillis(100));
		assertThat(told[0]).isTrue();
		assertThat(this.first.last(LeadershipRevoked.class).released()).isFalse();
		this.cluster.pass(Duration.ofSeconds(29));
		assertThat(leads()).isFalse();
		this.cluster.pass(Duration.ofSeconds(3));
		assertThat(leads()).isTrue();
	}

	@Test
	void leaderThatLetsItsLeaseLapseIsNotShownAsLeading() {
		allCampaign();
		Lease permit = this.first.leadership().enter().orElseThrow();
		command(this.first, LeadershipCommand.StepDown.now());
		this.cluster.pass(SETTINGS.drainTimeout().plusSeconds(5));
		assertThat(permit.isHeld()).isFalse();
		assertThat(this.second.leadership().leader()).isEmpty();
		assertThat(command(this.second, LeadershipCommand.StepDown.now())).isEqualTo(CommandResult.NO_LEADER);
	}

	@Test
	void commandIsRefusedWhileTheRoleIsBeingGivenUp() {
		allCampaign();
		Lease permit = this.first.leadership().enter().orElseThrow();
		command(this.first, LeadershipCommand.StepDown.now());
		assertThat(command(this.first, LeadershipCommand.Transfer.to(this.second.id())))
			.isEqualTo(CommandResult.NO_LEADER);
		permit.close();
	}

	@Test
	void leaderMakesWayAfterItsLongestTenureIfThereIsSomebody() {
		RoleSettings rotating = SETTINGS.withPreference(0, Duration.ZERO, Duration.ofSeconds(30),
				Duration.ofMillis(50));
		TestCandidate one = candidate(rotating);
		one.campaign();
		this.cluster.pass(Duration.ofMinutes(5));
		assertThat(one.leads()).isTrue();
		TestCandidate other = candidate(rotating);
		other.campaign();
		this.cluster.pass(Duration.ofSeconds(3));
		assertThat(other.leads()).isTrue();
		assertThat(one.last(LeadershipRevoked.class).cause()).isEqualTo(RevokeCause.TENURE);
		this.cluster.pass(Duration.ofSeconds(34));
		assertThat(one.leads()).isTrue();
	}

	@Test
	void rolesAreSpreadOverInstances() {
		allCampaign();
		for (int role = 0; role < 8; role++) {
			for (TestCandidate each : all()) {
				each.election.campaign("role-" + role);
			}
			this.cluster.pass(Duration.ofSeconds(3));
		}
		for (TestCandidate each : all()) {
			assertThat(each.election.roles().stream().filter((role) -> each.election.leadership(role).isLeader()))
				.hasSize(3);
		}
	}

	private static long grants(TestCandidate candidate) {
		return candidate.events.stream().filter(LeadershipGranted.class::isInstance).count();
	}

	private TestCandidate candidate(RoleSettings settings) {
		return new TestCandidate(this.cluster.client(), settings);
	}

	private TestCandidate[] all() {
		return new TestCandidate[] { this.first, this.second, this.third };
	}

	private void allCampaign() {
		for (TestCandidate each : all()) {
			each.campaign();
			this.cluster.pass(Duration.ofMillis(20));
		}
		this.cluster.pass(Duration.ofSeconds(3));
	}

	private CommandResult command(TestCandidate candidate, LeadershipCommand command) {
		return candidate.command(command, () -> this.cluster.pass(Duration.ofMillis(1)));
	}

	private boolean leads() {
		return this.second.leads() || this.third.leads();
	}

	private TestCandidate leader() {
		return this.second.leads() ? this.second : this.third;
	}

}
