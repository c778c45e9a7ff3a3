package io.quorumlock.quorum;

import java.time.Duration;
import java.util.List;

import io.quorumlock.FencingToken;
import io.quorumlock.LeaseRequest;
import io.quorumlock.LockName;
import io.quorumlock.simulation.Cluster;
import io.quorumlock.simulation.Cluster.Client;
import io.quorumlock.simulation.World;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A lease that was released is kept for a while, until somebody elsewhere waits for it.
 */
class RetainTests {

	private static final Duration ROUND_TRIP = Duration.ofMillis(1);

	private static final Duration RETAIN = Duration.ofSeconds(10);

	private static final Duration LONG = Duration.ofMinutes(5);

	private static final LeaseRequest ORDER = LeaseRequest.of("orders", "42").withRetain(RETAIN);

	private final Cluster cluster = new Cluster(new World(1), 3);

	private final Client client = this.cluster.client();

	private final Client other = this.cluster.client();

	private FencingToken first;

	@BeforeEach
	void holdAndRelease() {
		this.first = holdAndRelease(ORDER);
	}

	private FencingToken holdAndRelease(LeaseRequest request) {
		Call call = new Call(this.client, request);
		this.cluster.pass(ROUND_TRIP);
		call.lease().release();
		return call.lease().fencingToken();
	}

	@AfterEach
	void nothingIsLeft() {
		this.client.manager().engine().close();
		this.other.manager().engine().close();
		this.cluster.pass(ROUND_TRIP.multipliedBy(3));
		assertThat(this.client.manager().engine().queued()).isZero();
		assertNothingIsKept();
	}

	private void assertNothingIsKept() {
		assertThat(this.cluster.hosts()).allSatisfy((host) -> assertThat(host.node().assigned()).isEmpty());
	}

	@Test
	void isTakenAgainWithoutARoundTripAndWithTheNextToken() {
		for (int i = 1; i <= 100; i++) {
			Call again = new Call(this.client, ORDER);
			assertThat(again.lease().isHeld()).isTrue();
			assertThat(again.lease().fencingToken().value()).isEqualTo(this.first.value() + i);
			again.lease().release();
		}
	}

	@Test
	void releaseIsCompleteAtOnce() {
		Call again = new Call(this.client, ORDER);
		assertThat(again.lease().release().toCompletableFuture()).satisfies((stage) -> {
			this.cluster.pass(Duration.ZERO);
			assertThat(stage).isDone();
		});
		assertThat(again.lease().isHeld()).isFalse();
	}

	@Test
	void isGivenBackAfterItsTime() {
		this.cluster.pass(RETAIN.minus(ROUND_TRIP));
		assertThat(this.cluster.host(0).node().assigned()).isNotEmpty();
		this.cluster.pass(ROUND_TRIP.multipliedBy(2));
		assertNothingIsKept();
		assertThat(this.client.manager().engine().queued()).isZero();
	}

	@Test
	void timeCountsFromTheLastRelease() {
		this.cluster.pass(RETAIN.dividedBy(2));
		new Call(this.client, ORDER).lease().release();
		this.cluster.pass(RETAIN.minus(ROUND_TRIP));
		assertThat(new Call(this.client, ORDER).result()).isInstanceOf(AcquireResult.Acquired.class);
	}

	@Test
	void isGivenUpAtOnceWhenAnotherInstanceWaits() {
		Call waiting = new Call(this.other, ORDER, LONG);
		this.cluster.pass(ROUND_TRIP.multipliedBy(2).plusMillis(1));
		assertThat(waiting.lease().isHeld()).isTrue();
		assertThat(waiting.lease().fencingToken()).isGreaterThan(this.first);
		waiting.lease().release();
	}

	@Test
	void isNotKeptWhereAnotherInstanceIsKnownToWait() {
		Call again = new Call(this.client, ORDER);
		Call waiting = new Call(this.other, ORDER, LONG);
		this.cluster.pass(ROUND_TRIP.multipliedBy(2));
		again.lease().release();
		this.cluster.pass(ROUND_TRIP.plusMillis(1));
		assertThat(waiting.lease().isHeld()).isTrue();
	}

	@Test
	void whoWaitsForOneOfItsNamesGetsItToo() {
		LeaseRequest both = LeaseRequest.of(LockName.of("accounts", List.of("1", "2"))).withRetain(RETAIN);
		holdAndRelease(both);
		assertThat(new Call(this.client, both).lease().release()).isNotNull();
		Call waiting = new Call(this.other, LeaseRequest.of("accounts", "2"), LONG);
		this.cluster.pass(ROUND_TRIP.multipliedBy(2).plusMillis(1));
		assertThat(waiting.lease().isHeld()).isTrue();
	}

	@Test
	void whoDoesNotWaitIsRefusedMeanwhile() {
		Call impatient = new Call(this.other, ORDER);
		assertThat(impatient.after(this.cluster, ROUND_TRIP)).isInstanceOf(AcquireResult.Contended.class);
	}

	@Test
	void deathCostsTheLeaseTime() {
		this.client.process().kill();
		Call waiting = new Call(this.other, ORDER, LONG);
		this.cluster.pass(Duration.ofSeconds(29));
		assertThat(waiting.result()).isNull();
		this.cluster.pass(Duration.ofSeconds(2));
		assertThat(waiting.lease().isHeld()).isTrue();
	}

	@Test
	void lostLeaseIsTakenAnew() {
		this.cluster.host(0).stop();
		this.cluster.host(1).stop();
		this.cluster.pass(RETAIN.minus(ROUND_TRIP));
		new Call(this.client, ORDER).lease().release();
		this.cluster.pass(RETAIN.minus(ROUND_TRIP));
		new Call(this.client, ORDER).lease().release();
		this.cluster.pass(RETAIN.minus(ROUND_TRIP));
		Call late = new Call(this.client, ORDER, LONG);
		assertThat(late.result()).isNull();
		this.cluster.host(0).go();
		this.cluster.host(1).go();
		this.cluster.pass(Duration.ofSeconds(10));
		assertThat(late.lease().isHeld()).isTrue();
		assertThat(late.lease().fencingToken().value()).isGreaterThan(this.first.value() + 2);
	}

	@Test
	void othersOfTheSameInstanceNeedNotKeepIt() {
		LeaseRequest once = LeaseRequest.of("orders", "42");
		new Call(this.client, once).lease().release();
		this.cluster.pass(ROUND_TRIP);
		assertNothingIsKept();
	}

	@Test
	void otherLeaseTimeIsAskedForAnew() {
		Call shorter = new Call(this.client, ORDER.withLeaseTime(Duration.ofSeconds(5)));
		assertThat(shorter.result()).isNull();
		this.cluster.pass(ROUND_TRIP);
		assertThat(shorter.lease().remaining()).isLessThan(Duration.ofSeconds(5));
		shorter.lease().release();
	}

	@Test
	void shortestHoldGoesFirst() {
		new Call(this.client, ORDER.withMinHold(Duration.ofSeconds(1))).lease().release();
		assertThat(new Call(this.client, ORDER).after(this.cluster, ROUND_TRIP))
			.isInstanceOf(AcquireResult.Contended.class);
		this.cluster.pass(Duration.ofSeconds(1).plus(ROUND_TRIP));
		assertNothingIsKept();
	}

}
