package io.quorumlock.quorum;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.quorumlock.LeaseLostException;
import io.quorumlock.LeaseRequest;
import io.quorumlock.NodeVote;
import io.quorumlock.NodeVote.Vote;
import io.quorumlock.simulation.Cluster;
import io.quorumlock.simulation.Cluster.Client;
import io.quorumlock.simulation.SimulatedClock;
import io.quorumlock.simulation.World;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class LeaseEngineTests {

	private static final LeaseRequest ORDER = LeaseRequest.of("orders", "42");

	private static final Duration ROUND_TRIP = Duration.ofMillis(1);

	private final World world = new World(1);

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 4, 5, 7 })
	void leaseAndTokenTakeOneRoundTrip(int nodes) {
		Cluster cluster = new Cluster(this.world, nodes);
		Call call = new Call(cluster.client());
		cluster.pass(ROUND_TRIP);
		assertThat(call.lease().isHeld()).isTrue();
		assertThat(call.lease().fencingToken().value()).isGreaterThanOrEqualTo(SimulatedClock.EPOCH_MICROS);
	}

	@Test
	void secondInstanceFindsTheLockTakenAndLearnsByWhom() {
		Cluster cluster = new Cluster(this.world, 3);
		Call first = new Call(cluster.client());
		cluster.pass(ROUND_TRIP);
		Call second = new Call(cluster.client());
		cluster.pass(ROUND_TRIP);
		assertThat(second.result()).isInstanceOfSatisfying(AcquireResult.Contended.class, (contended) -> {
			assertThat(contended.holder())
				.isEqualTo(new AcquireResult.Holder("client-1", first.lease().fencingToken().value()));
			assertThat(contended.remaining()).isBetween(Duration.ofSeconds(29), Duration.ofSeconds(30));
		});
	}

	@Test
	void releasedLockIsFreeForTheNextWithAHigherToken() {
		Cluster cluster = new Cluster(this.world, 3);
		Call first = new Call(cluster.client());
		cluster.pass(ROUND_TRIP);
		first.lease().release();
		cluster.pass(ROUND_TRIP);
		Call second = new Call(cluster.client());
		cluster.pass(ROUND_TRIP);
		assertThat(first.lease().isHeld()).isFalse();
		assertThat(second.lease().fencingToken()).isGreaterThan(first.lease().fencingToken());
	}

	@Test
	void tokenRisesEvenIfTheNextHoldersClockIsFarBehind() {
		Cluster cluster = new Cluster(this.world, 3);
		Call first = new Call(cluster.client());
		cluster.pass(ROUND_TRIP);
		first.lease().release();
		cluster.pass(ROUND_TRIP);
		Call second = new Call(cluster.client(new SimulatedClock(this.world, 1, -1_000_000_000L)));
		cluster.pass(ROUND_TRIP.multipliedBy(2));
		assertThat(second.lease().fencingToken().value()).as("just above the block that was reserved")
			.isEqualTo(first.lease().fencingToken().value() + new HandOffRules().tokens(false, false));
	}

	@Test
	void clientWithAWildClockIsRefused() {
		Cluster cluster = new Cluster(this.world, 3);
		Call call = new Call(cluster.client(new SimulatedClock(this.world, 1, 7_200_000_000L)));
		cluster.pass(ROUND_TRIP);
		assertThat(call.result()).isInstanceOfSatisfying(AcquireResult.Unavailable.class,
				(unavailable) -> assertThat(unavailable.votes().get(0).detail()).contains("ahead of the node's clock"));
	}

	@Test
	void leaseIsRenewedForAsLongAsItIsWanted() {
		Cluster cluster = new Cluster(this.world, 3);
		Call call = new Call(cluster.client());
		for (int minute = 0; minute < 60 * 30; minute++) {
			cluster.pass(Duration.ofMinutes(1));
			assertThat(call.lease().remaining()).isGreaterThan(Duration.ofSeconds(15));
		}
		assertThat(new Call(cluster.client()).after(cluster, ROUND_TRIP)).isInstanceOf(AcquireResult.Contended.class);
	}

	@Test
	void stoppedMinorityChangesNothing() {
		Cluster cluster = new Cluster(this.world, 5);
		cluster.host(0).stop();
		cluster.host(3).crash();
		Call call = new Call(cluster.client());
		cluster.pass(ROUND_TRIP);
		assertThat(call.lease().isHeld()).isTrue();
		cluster.pass(Duration.ofMinutes(10));
		assertThat(call.lease().isHeld()).isTrue();
	}

	@Test
	void stoppedMajorityIsUnavailableWithTheVoteOfEachNode() {
		Cluster cluster = new Cluster(this.world, 3);
		cluster.host(0).stop();
		cluster.host(2).crash();
		Call call = new Call(cluster.client());
		cluster.pass(Duration.ofMillis(50));
		assertThat(call.result()).isInstanceOfSatisfying(AcquireResult.Unavailable.class,
				(unavailable) -> assertThat(unavailable.votes()).extracting(NodeVote::vote)
					.containsExactly(Vote.UNREACHABLE, Vote.GRANTED, Vote.UNREACHABLE));
	}

	@Test
	void grantsOfAFailedAttemptAreGivenBack() {
		Cluster cluster = new Cluster(this.world, 3);
		cluster.host(0).stop();
		cluster.host(2).stop();
		new Call(cluster.client());
		cluster.pass(Duration.ofMillis(60));
		cluster.host(0).go();
		cluster.host(2).go();
		Call other = new Call(cluster.client());
		cluster.pass(ROUND_TRIP);
		assertThat(other.lease().isHeld()).isTrue();
	}

	@Test
	void leaseWithoutAMajorityIsLostBeforeAnotherCanHaveIt() {
		Cluster cluster = new Cluster(this.world, 3);
		Call first = new Call(cluster.client());
		cluster.pass(Duration.ofSeconds(5));
		List<String> signals = new ArrayList<>();
		first.lease().onLost(() -> signals.add("lost"));
		first.client().connections().forEach((connection) -> first.client().process().pause());
		Client other = cluster.client();
		Call second = new Call(other, ORDER, Duration.ofMinutes(5));
		while (second.result() == null) {
			cluster.pass(Duration.ofMillis(1));
		}
		assertThat(first.lease().isHeld()).isFalse();
		first.client().process().resume();
		cluster.pass(Duration.ofMinutes(5));
		assertThat(signals).containsExactly("lost");
		assertThatExceptionOfType(LeaseLostException.class).isThrownBy(first.lease()::ensureHeld)
			.withMessageContaining("could not be renewed");
		assertThat(second.lease().isHeld()).isTrue();
	}

	@Test
	void leaseWhoseDeadlineTheWallClockHasReachedDoesNotComeBackOnOtherNodes() {
		Cluster cluster = new Cluster(this.world, 3);
		Call call = new Call(cluster.client());
		cluster.pass(ROUND_TRIP);
		Client client = call.client();
		client.connections().get(1).cut(true);
		client.connections().get(2).cut(true);
		client.process().clock().step(-20_000_000);
		cluster.pass(Duration.ofSeconds(12));
		client.process().clock().step(34_000_000);
		assertThat(EngineAccess.wouldBeHeld(call.lease(), client.process().clock())).isFalse();
		// The session on the first node is given up; those on the others end later
		new Call(client, LeaseRequest.of("another"), Duration.ZERO);
		assertThat(call.lease().isHeld()).isFalse();
	}

	@Test
	void leaseIsLostNoLaterThanItsDeadlineIfNodesStop() {
		Cluster cluster = new Cluster(this.world, 3);
		Call call = new Call(cluster.client());
		cluster.pass(Duration.ofSeconds(5));
		long[] lostAt = { 0 };
		call.lease().onLost(() -> lostAt[0] = this.world.now());
		cluster.host(0).stop();
		cluster.host(1).stop();
		Duration remaining = call.lease().remaining();
		long deadline = this.world.now() + remaining.toNanos();
		cluster.pass(Duration.ofMinutes(1));
		assertThat(lostAt[0]).isBetween(deadline, deadline + 1);
	}

	@Test
	void nodeThatForgotEverythingIsWonBack() {
		Cluster cluster = new Cluster(this.world, 3);
		Call call = new Call(cluster.client());
		cluster.pass(Duration.ofSeconds(1));
		for (int i = 0; i < 3; i++) {
			cluster.host(i).node().wipe();
			cluster.pass(Duration.ofSeconds(60));
		}
		assertThat(call.lease().isHeld()).isTrue();
		assertThat(new Call(cluster.client()).after(cluster, ROUND_TRIP)).isInstanceOf(AcquireResult.Contended.class);
	}

	@Test
	void newClusterIsFoundedByTheFirstWhoAsks() {
		Cluster cluster = new Cluster(this.world, 3);
		cluster.hosts().forEach((host) -> host.node().wipe());
		Call call = new Call(cluster.client());
		cluster.pass(ROUND_TRIP.multipliedBy(3));
		assertThat(call.lease().isHeld()).isTrue();
	}

	@Test
	void instancesThatBootSideBySideDoNotGuardEachOthersNodes() {
		Cluster cluster = new Cluster(this.world, 3);
		cluster.hosts().forEach((host) -> host.node().wipe());
		Client first = cluster.client();
		Client second = cluster.client();
		first.connections().get(2).cut(true);
		Call one = new Call(first);
		Call two = new Call(second, LeaseRequest.of("other"), Duration.ZERO);
		cluster.pass(Duration.ofMillis(100));
		assertThat(one.lease().isHeld()).isTrue();
		assertThat(two.lease().isHeld()).isTrue();
	}

	@Test
	void nodeThatLostItsDataDoesNotVoteForOneRestartGuard() {
		Cluster cluster = new Cluster(this.world, 3);
		Call held = new Call(cluster.client());
		cluster.pass(Duration.ofSeconds(15));
		cluster.host(0).crash();
		cluster.host(0).restart(false);
		cluster.host(1).stop();
		Call other = new Call(cluster.client(), LeaseRequest.of("other"), Duration.ZERO);
		cluster.pass(Duration.ofMillis(200));
		assertThat(other.result()).isInstanceOfSatisfying(AcquireResult.Unavailable.class, (unavailable) -> {
			assertThat(unavailable.votes().get(0).vote()).isEqualTo(Vote.SITTING_OUT);
			assertThat(unavailable.votes().get(0).detail()).contains("restart guard for another 29 s");
		});
		cluster.host(1).go();
		cluster.pass(Duration.ofSeconds(31));
		cluster.host(1).stop();
		assertThat(new Call(cluster.client(), LeaseRequest.of("other"), Duration.ZERO).after(cluster, ROUND_TRIP))
			.isInstanceOf(AcquireResult.Acquired.class);
		assertThat(held.lease().isHeld()).isTrue();
	}

	@Test
	void leaseTimeLongerThanTheGuardIsRefused() {
		Cluster cluster = new Cluster(this.world, 3);
		Client client = cluster.client();
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new Call(client, ORDER.withLeaseTime(Duration.ofSeconds(31)), Duration.ZERO))
			.withMessageContaining("longer than the restart guard");
	}

	@Test
	void leaseForgottenByAMajorityIsLost() {
		Cluster cluster = new Cluster(this.world, 3);
		Call call = new Call(cluster.client());
		cluster.pass(Duration.ofSeconds(1));
		cluster.host(0).node().wipe();
		cluster.host(1).node().wipe();
		cluster.pass(Duration.ofSeconds(12));
		assertThat(call.lease().isHeld()).isFalse();
		assertThatExceptionOfType(LeaseLostException.class).isThrownBy(call.lease()::ensureHeld)
			.withMessageContaining("forgotten");
	}

	@Test
	void maxHoldGivesTheLeaseUp() {
		Cluster cluster = new Cluster(this.world, 3);
		Call call = new Call(cluster.client(), ORDER.withMaxHold(Duration.ofMinutes(1)), Duration.ZERO);
		cluster.pass(Duration.ofMinutes(1).plus(ROUND_TRIP).plus(ROUND_TRIP));
		assertThat(call.lease().isHeld()).isFalse();
		assertThatExceptionOfType(LeaseLostException.class).isThrownBy(call.lease()::ensureHeld)
			.withMessageContaining("max-hold");
		assertThat(new Call(cluster.client()).after(cluster, ROUND_TRIP)).isInstanceOf(AcquireResult.Acquired.class);
	}

	@ParameterizedTest
	@CsvSource({ "60000, 30000", "5000, 5000", "5, 304" })
	void lockOfADeadHolderIsFreeAfterItsMaxHoldIfTheLeaseTimeAllows(long maxHold, long free) {
		Cluster cluster = new Cluster(this.world, 3);
		Call call = new Call(cluster.client(), ORDER.withMaxHold(Duration.ofMillis(maxHold)));
		cluster.pass(ROUND_TRIP);
		call.client().process().kill();
		cluster.pass(Duration.ofMillis(free - 3));
		assertThat(new Call(cluster.client()).after(cluster, ROUND_TRIP)).isInstanceOf(AcquireResult.Contended.class);
		cluster.pass(Duration.ofMillis(2));
		assertThat(new Call(cluster.client()).after(cluster, ROUND_TRIP)).isInstanceOf(AcquireResult.Acquired.class);
	}

	@Test
	void waiterGetsTheLockSoonAfterTheRelease() {
		Cluster cluster = new Cluster(this.world, 3);
		Call first = new Call(cluster.client());
		cluster.pass(ROUND_TRIP);
		Call second = new Call(cluster.client(), ORDER, Duration.ofSeconds(5));
		cluster.pass(Duration.ofSeconds(2));
		assertThat(second.result()).isNull();
		first.lease().release();
		cluster.pass(Duration.ofMillis(510));
		assertThat(second.lease().isHeld()).isTrue();
	}

	@Test
	void waitEndsWithTheWaitTime() {
		Cluster cluster = new Cluster(this.world, 3);
		new Call(cluster.client());
		cluster.pass(ROUND_TRIP);
		Call second = new Call(cluster.client(), ORDER, Duration.ofSeconds(3));
		cluster.pass(Duration.ofMillis(2999));
		assertThat(second.result()).isNull();
		cluster.pass(ROUND_TRIP.multipliedBy(3));
		assertThat(second.result()).isInstanceOf(AcquireResult.Contended.class);
	}

	@Test
	void cancelledWaitLeavesNothingBehind() {
		Cluster cluster = new Cluster(this.world, 3);
		Call first = new Call(cluster.client());
		cluster.pass(ROUND_TRIP);
		Call second = new Call(cluster.client(), ORDER, Duration.ofMinutes(1));
		cluster.pass(ROUND_TRIP);
		second.cancel();
		first.lease().release();
		cluster.pass(Duration.ofMinutes(2));
		assertThat(second.result()).isNull();
		cluster.hosts().forEach((host) -> assertThat(host.node().occupied()).isEmpty());
		assertThat(second.client().manager().engine().watched()).isZero();
	}

	@Test
	void sessionsEndOnceTheyCarryNothing() {
		Cluster cluster = new Cluster(this.world, 5);
		Call call = new Call(cluster.client());
		cluster.pass(ROUND_TRIP);
		call.lease().release();
		cluster.pass(Duration.ofMinutes(2));
		assertThat(call.client().manager().engine().watched()).isZero();
		cluster.hosts().forEach((host) -> assertThat(host.node().occupied()).isEmpty());
	}

	@Test
	void releaseIsRepeatedUntilTheNodeConfirms() {
		Cluster cluster = new Cluster(this.world, 3);
		Call first = new Call(cluster.client());
		cluster.pass(ROUND_TRIP);
		Client client = first.client();
		Call kept = new Call(client, LeaseRequest.of("another"), Duration.ZERO);
		cluster.pass(ROUND_TRIP);
		client.connections().get(0).cut(true);
		client.connections().get(1).cut(true);
		first.lease().release();
		cluster.pass(Duration.ofSeconds(1));
		assertThat(new Call(cluster.client()).after(cluster, ROUND_TRIP)).isInstanceOf(AcquireResult.Contended.class);
		client.connections().get(0).cut(false);
		client.connections().get(1).cut(false);
		cluster.pass(Duration.ofSeconds(8));
		assertThat(kept.lease().isHeld()).isTrue();
		assertThat(new Call(cluster.client()).after(cluster, ROUND_TRIP)).isInstanceOf(AcquireResult.Acquired.class);
	}

	@Test
	void closeGivesEverythingBack() {
		Cluster cluster = new Cluster(this.world, 3);
		Call call = new Call(cluster.client());
		cluster.pass(ROUND_TRIP);
		boolean[] closed = { false };
		call.client().manager().engine().close().thenRun(() -> closed[0] = true);
		cluster.pass(ROUND_TRIP);
		assertThat(closed[0]).isTrue();
		cluster.hosts().forEach((host) -> assertThat(host.node().occupied()).isEmpty());
		assertThat(call.client().manager().engine().watched()).isZero();
		assertThat(new Call(call.client()).result()).isInstanceOf(AcquireResult.Closed.class);
	}

}
