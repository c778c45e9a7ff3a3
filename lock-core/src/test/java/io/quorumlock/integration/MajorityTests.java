package io.quorumlock.integration;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.quorumlock.Lease;
import io.quorumlock.LeaseLostException;
import io.quorumlock.LeaseRequest;
import io.quorumlock.QuorumUnavailableException;
import io.quorumlock.testing.Await;
import io.quorumlock.testing.RedisQuorum;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Without a majority of the nodes nothing is granted, and what is held ends in time.
 */
@Timeout(30)
class MajorityTests {

	private static final LeaseRequest ORDER = LeaseRequest.of("orders");

	private RedisQuorum quorum;

	private Instance one;

	private Instance two;

	@BeforeEach
	void start() {
		this.quorum = RedisQuorum.start(3);
		this.one = Instance.start("one", this.quorum);
		this.two = Instance.start("two", this.quorum);
		// Nodes and instances that have met before
		this.one.tryAcquire(ORDER).orElseThrow().close();
		this.two.tryAcquire(ORDER).orElseThrow().close();
	}

	@AfterEach
	void stop() {
		this.one.close();
		this.two.close();
		this.quorum.close();
	}

	@Test
	void tryAcquireFailsWithinTheNodeTimeoutAndNamesEachVote() {
		pauseMajority();
		assertThatExceptionOfType(QuorumUnavailableException.class)
			.isThrownBy(() -> this.one.manager().tryAcquire(ORDER))
			.withMessageContaining("needs 2 of 3 nodes")
			.withMessageContaining("node-1=UNREACHABLE (no answer in time)")
			.withMessageContaining("node-2=UNREACHABLE (no answer in time)")
			.withMessageContaining("node-3=GRANTED")
			.satisfies((ex) -> assertThat(ex.getElapsed()).isBetween(InstanceSettings.NODE_TIMEOUT,
					InstanceSettings.NODE_TIMEOUT.plus(InstanceSettings.SLACK)));
	}

	@Test
	void acquireFailsWhenItsWaitIsOver() {
		Duration wait = Duration.ofMillis(500);
		pauseMajority();
		assertThatExceptionOfType(QuorumUnavailableException.class)
			.isThrownBy(() -> this.one.manager().acquire(ORDER.withWaitTime(wait)))
			.withMessageContaining("node-1=")
			.withMessageContaining("node-2=")
			.satisfies((ex) -> assertThat(ex.getElapsed()).isBetween(wait,
					wait.plus(InstanceSettings.NODE_TIMEOUT).plus(InstanceSettings.SLACK)));
	}

	@Test
	void acquireSucceedsOnceEnoughNodesAreBack() {
		pauseMajority();
		CompletableFuture<Lease> waiting = this.one.manager().acquireAsync(ORDER).toCompletableFuture();
		assertThatExceptionOfType(QuorumUnavailableException.class)
			.isThrownBy(() -> this.one.manager().tryAcquire(LeaseRequest.of("other")));
		assertThat(waiting).isNotDone();
		this.quorum.server(0).resume();
		assertThat(waiting).succeedsWithin(8, TimeUnit.SECONDS)
			.satisfies((lease) -> assertThat(lease.isHeld()).isTrue());
	}

	@Test
	void leaseIsLostBeforeAnotherInstanceHoldsIt() throws Exception {
		AtomicInteger losses = new AtomicInteger();
		CompletableFuture<Long> lostAt = new CompletableFuture<>();
		Lease lease = this.one.manager().acquire(ORDER);
		lease.onLost(() -> {
			losses.incrementAndGet();
			lostAt.complete(System.nanoTime());
		});
		CompletableFuture<Long> heldByOtherAt = holdByOther(lease);
		pauseMajority();
		long pausedAt = System.nanoTime();
		Await.until("the nodes' sessions are over",
				() -> System.nanoTime() - pausedAt > InstanceSettings.LEASE_TIME.toNanos());
		resumeMajority();
		assertThat(heldByOtherAt.get(10, TimeUnit.SECONDS)).isGreaterThan(lostAt.get(1, TimeUnit.SECONDS));
		assertThat(Duration.ofNanos(lostAt.get() - pausedAt)).isBetween(InstanceSettings.LEASE_TIME.dividedBy(2),
				InstanceSettings.LEASE_TIME.plus(InstanceSettings.SLACK));
		assertThat(lease.isHeld()).isFalse();
		assertThat(lease.remaining()).isZero();
		assertThatExceptionOfType(LeaseLostException.class).isThrownBy(lease::ensureHeld)
			.withMessageContaining("could not be renewed on a quorum of nodes in time");
		this.one.manager().acquire(ORDER).close();
		assertThat(losses).hasValue(1);
	}

	@Test
	void holderWhoseProtocolThreadHangsSeesItsLossByTheClock() throws Exception {
		Lease lease = this.one.manager().acquire(ORDER);
		CompletableFuture<Void> hang = new CompletableFuture<>();
		this.one.protocolThread().execute(hang::join);
		CompletableFuture<Long> lastHeldAt = Threads.start(() -> {
			long last = 0;
			for (long now = System.nanoTime(); lease.isHeld(); now = System.nanoTime()) {
				last = now;
			}
			return last;
		});
		assertThat(holdByOther(lease).get(10, TimeUnit.SECONDS)).isGreaterThan(lastHeldAt.get(10, TimeUnit.SECONDS));
		hang.complete(null);
	}

	/**
	 * Waits in the other instance for the lock.
	 * @return when it has it, the lease being no longer held
	 */
	private CompletableFuture<Long> holdByOther(Lease lease) {
		return Threads.start(() -> {
			try (Lease other = this.two.manager().acquire(ORDER)) {
				long now = System.nanoTime();
				assertThat(lease.isHeld()).isFalse();
				assertThat(other.fencingToken()).isGreaterThan(lease.fencingToken());
				return now;
			}
		});
	}

	private void pauseMajority() {
		this.quorum.server(0).pause();
		this.quorum.server(1).pause();
	}

	private void resumeMajority() {
		this.quorum.server(0).resume();
		this.quorum.server(1).resume();
	}

}
