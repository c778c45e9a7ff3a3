package io.quorumlock.quorum;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.quorumlock.LeaseRequest;
import io.quorumlock.simulation.Cluster;
import io.quorumlock.simulation.Cluster.Client;
import io.quorumlock.simulation.World;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Callers of one process wait in the order in which they came, and get the lease from
 * each other.
 */
class LocalQueueTests {

	private static final LeaseRequest ORDER = LeaseRequest.of("orders", "42");

	private static final Duration ROUND_TRIP = Duration.ofMillis(1);

	private static final Duration LONG = Duration.ofMinutes(5);

	private final Cluster cluster = new Cluster(new World(1), 3);

	private final Client client = this.cluster.client();

	private Call holder;

	@BeforeEach
	void hold() {
		this.holder = new Call(this.client, ORDER, LONG);
		this.cluster.pass(ROUND_TRIP);
		assertThat(this.holder.lease().isHeld()).isTrue();
	}

	@AfterEach
	void nothingIsLeft() {
		this.client.manager().engine().close();
		this.cluster.pass(ROUND_TRIP.multipliedBy(3));
		assertThat(this.client.manager().engine().queued()).isZero();
		assertThat(this.cluster.hosts()).allSatisfy((host) -> {
			assertThat(host.node().occupied()).isEmpty();
			assertThat(host.node().assigned()).isEmpty();
		});
	}

	@Test
	void nextGetsTheLeaseAtOnceWithTheNextToken() {
		List<Call> waiting = Stream.generate(() -> new Call(this.client, ORDER, LONG)).limit(10).toList();
		Call former = this.holder;
		for (Call next : waiting) {
			assertThat(next.result()).isNull();
			former.lease().release();
			assertThat(former.lease().isHeld()).isFalse();
			assertThat(next.lease().isHeld()).isTrue();
			assertThat(next.lease().fencingToken().value()).isEqualTo(former.lease().fencingToken().value() + 1);
			former = next;
		}
		former.lease().release();
	}

	@Test
	void releaseIsCompleteOnceTheLeaseIsHandedOn() {
		new Call(this.client, ORDER, LONG);
		assertThat(this.holder.lease().release().toCompletableFuture()).isNotDone();
		this.cluster.pass(Duration.ZERO);
		assertThat(this.holder.lease().release().toCompletableFuture()).satisfies((stage) -> {
			this.cluster.pass(Duration.ZERO);
			assertThat(stage).isDone();
		});
	}

	@Test
	void whoCannotWaitIsToldAtOnceWhoHoldsIt() {
		Call impatient = new Call(this.client, ORDER);
		assertThat(impatient.result()).isInstanceOfSatisfying(AcquireResult.Contended.class, (contended) -> {
			assertThat(contended.holder())
				.isEqualTo(new AcquireResult.Holder("client-1", this.holder.lease().fencingToken().value()));
			assertThat(contended.remaining()).isGreaterThan(Duration.ofSeconds(15));
		});
	}

	@Test
	void waitEndsInTime() {
		Call longer = new Call(this.client, ORDER, Duration.ofSeconds(10));
		Call shorter = new Call(this.client, ORDER, Duration.ofSeconds(3));
		this.cluster.pass(Duration.ofSeconds(3).minusMillis(1));
		assertThat(shorter.result()).isNull();
		assertThat(shorter.after(this.cluster, Duration.ofMillis(1))).isInstanceOfSatisfying(
				AcquireResult.Contended.class,
				(contended) -> assertThat(contended.elapsed()).isEqualTo(Duration.ofSeconds(3)));
		assertThat(longer.after(this.cluster, Duration.ofSeconds(7))).isInstanceOf(AcquireResult.Contended.class);
	}

	@Test
	void whoGaveUpOrWasTooLateIsPassedOver() {
		Call leaving = new Call(this.client, ORDER, LONG);
		Call late = new Call(this.client, ORDER, Duration.ofSeconds(1));
		Call next = new Call(this.client, ORDER, LONG);
		leaving.cancel();
		this.cluster.pass(Duration.ofSeconds(2));
		this.holder.lease().release();
		assertThat(next.lease().isHeld()).isTrue();
		assertThat(leaving.result()).isNull();
		assertThat(late.result()).isInstanceOf(AcquireResult.Contended.class);
	}

	@Test
	void whoGivesUpWhileTheNodesAreAskedLeavesThatToTheNext() {
		this.holder.lease().release();
		this.cluster.pass(ROUND_TRIP);
		Call first = new Call(this.client, ORDER, LONG);
		Call second = new Call(this.client, ORDER, LONG);
		this.cluster.pass(ROUND_TRIP.dividedBy(2));
		first.cancel();
		this.cluster.pass(Duration.ofSeconds(1));
		assertThat(first.result()).isNull();
		assertThat(second.lease().isHeld()).isTrue();
	}

	@Test
	void lostLeaseIsNotHandedOn() {
		Call next = new Call(this.client, ORDER, LONG);
		boolean[] told = { false };
		this.holder.lease().onLost(() -> told[0] = true);
		this.client.manager().engine().revoke(this.holder.lease());
		assertThat(this.holder.lease().isHeld()).isFalse();
		assertThat(next.result()).isNull();
		this.cluster.pass(ROUND_TRIP.multipliedBy(2));
		assertThat(told[0]).isTrue();
		assertThat(next.lease().isHeld()).isTrue();
		assertThat(next.lease().fencingToken()).isGreaterThan(this.holder.lease().fencingToken());
		this.holder.lease().release();
		assertThat(next.lease().isHeld()).isTrue();
	}

	@Test
	void lossIsToldToWhoHoldsItThen() {
		Call next = new Call(this.client, ORDER, LONG);
		int[] told = { 0, 0 };
		this.holder.lease().onLost(() -> told[0]++);
		this.holder.lease().release();
		next.lease().onLost(() -> told[1]++);
		this.client.manager().engine().revoke(next.lease());
		this.cluster.pass(ROUND_TRIP);
		assertThat(told).containsExactly(0, 1);
	}

	@Test
	void leaseIsTakenAnewIfTooLittleIsLeft() {
		this.cluster.host(0).stop();
		this.cluster.host(1).stop();
		Call next = new Call(this.client, ORDER, LONG);
		this.cluster.pass(Duration.ofSeconds(29));
		assertThat(this.holder.lease().isHeld()).isTrue();
		this.holder.lease().release();
		assertThat(next.result()).isNull();
		this.cluster.host(0).go();
		this.cluster.host(1).go();
		this.cluster.pass(Duration.ofSeconds(10));
		assertThat(next.lease().remaining()).isGreaterThan(Duration.ofSeconds(15));
	}

	@Test
	void otherLeaseTimeIsAskedForAnew() {
		Call next = new Call(this.client, ORDER.withLeaseTime(Duration.ofSeconds(5)), LONG);
		this.holder.lease().release();
		assertThat(next.result()).isNull();
		this.cluster.pass(ROUND_TRIP);
		assertThat(next.lease().remaining()).isLessThan(Duration.ofSeconds(5));
	}

	@Test
	void shortestHoldKeepsOthersOfTheSameProcessOutToo() {
		Call keeping = new Call(this.client, ORDER.withMinHold(Duration.ofSeconds(10)), LONG);
		Call next = new Call(this.client, ORDER, LONG);
		this.holder.lease().release();
		keeping.lease().release();
		this.cluster.pass(Duration.ofSeconds(9));
		assertThat(next.result()).isNull();
		this.cluster.pass(Duration.ofSeconds(2));
		assertThat(next.lease().isHeld()).isTrue();
	}

	@Test
	void longestHoldIsThatOfEachHolder() {
		Call bounded = new Call(this.client, ORDER.withMaxHold(Duration.ofSeconds(10)), LONG);
		this.cluster.pass(Duration.ofSeconds(9));
		this.holder.lease().release();
		this.cluster.pass(Duration.ofSeconds(9));
		Call next = new Call(this.client, ORDER, LONG);
		assertThat(bounded.lease().isHeld()).isTrue();
		this.cluster.pass(Duration.ofSeconds(1).plus(ROUND_TRIP));
		assertThat(bounded.lease().isHeld()).isFalse();
		this.cluster.pass(Duration.ofSeconds(20));
		assertThat(next.lease().isHeld()).isTrue();
	}

	@Test
	void endOfTheEngineEndsAllWaits() {
		Call first = new Call(this.client, ORDER, LONG);
		Call second = new Call(this.client, ORDER, LONG);
		this.client.manager().engine().close();
		assertThat(first.result()).isInstanceOf(AcquireResult.Closed.class);
		assertThat(second.result()).isInstanceOf(AcquireResult.Closed.class);
		assertThat(this.holder.lease().isHeld()).isFalse();
		assertThat(new Call(this.client, ORDER, LONG).result()).isInstanceOf(AcquireResult.Closed.class);
	}

}
