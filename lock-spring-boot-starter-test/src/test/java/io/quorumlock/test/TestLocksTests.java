package io.quorumlock.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.quorumlock.Lease;
import io.quorumlock.LeaseLostException;
import io.quorumlock.LeaseRequest;
import io.quorumlock.LockManager;
import io.quorumlock.LockName;
import io.quorumlock.LockNotAcquiredException;
import io.quorumlock.NodeVote;
import io.quorumlock.NodeVote.Vote;
import io.quorumlock.QuorumUnavailableException;
import io.quorumlock.testing.Spin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link TestLocks}. All waits are virtual, so the timeout is for mistakes.
 */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TestLocksTests {

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private static final Duration HOUR = Duration.ofHours(1);

	private static final LeaseRequest ORDER = LeaseRequest.of("orders", "42");

	private final TestLocks locks = TestLocks.create();

	private final LockManager manager = this.locks.lockManager();

	@AfterEach
	void close() {
		this.locks.close();
	}

	@Test
	void waitForLockHeldElsewhereEndsAtOnce() {
		this.locks.holdElsewhere("orders/42");
		assertThatExceptionOfType(LockNotAcquiredException.class)
			.isThrownBy(() -> this.manager.acquire(ORDER.withWaitTime(MINUTE)))
			.satisfies((ex) -> assertThat(ex.getElapsed()).isEqualTo(MINUTE));
	}

	@Test
	void attemptAtLockHeldElsewhereFindsNothing() throws Exception {
		this.locks.holdElsewhere("orders/42");
		assertThat(this.manager.tryAcquire(ORDER)).isEmpty();
		assertThat(this.manager.tryAcquire(LeaseRequest.of("orders", "43"))).isPresent();
	}

	@Test
	void lockIsFreeOnceLetGo() throws Exception {
		this.locks.holdElsewhere("orders/42");
		this.locks.letGo("orders/42");
		assertThat(this.manager.tryAcquire(ORDER)).isPresent();
	}

	@Test
	void whoWaitsLongerThanOthersHoldGetsTheLock() throws Exception {
		this.locks.holdElsewhere("orders/42", Duration.ofSeconds(50));
		assertThat(this.manager.acquire(ORDER.withWaitTime(MINUTE)).isHeld()).isTrue();
		assertThat(this.locks.isHeld("orders/42")).isTrue();
	}

	@Test
	void letGoOfWhatIsFreeIsAMistake() {
		assertThatIllegalStateException().isThrownBy(() -> this.locks.letGo("orders/42"))
			.withMessageContaining("orders/42");
		this.locks.holdElsewhere("orders/42");
		this.locks.letGo("orders/42");
		assertThatIllegalStateException().isThrownBy(() -> this.locks.letGo("orders/42"));
	}

	@Test
	void tokensRiseAlsoFromOneHolderToAnother() throws Exception {
		Lease first = this.manager.acquire(ORDER);
		this.locks.holdElsewhere("orders/42");
		this.locks.letGo("orders/42");
		Lease second = this.manager.acquire(ORDER);
		assertThat(second.fencingToken().value()).isGreaterThan(first.fencingToken().value() + 1);
	}

	@Test
	void lostLeaseIsToldBeforeTheCallReturns() throws Exception {
		Lease lease = this.manager.acquire(ORDER);
		List<String> told = new ArrayList<>();
		lease.onLost(() -> told.add(Thread.currentThread().getName()));
		this.locks.lose("orders/42");
		assertThat(told).containsExactly("test-locks-callback");
		assertThatExceptionOfType(LeaseLostException.class).isThrownBy(lease::ensureHeld)
			.withMessageContaining("could not be renewed");
		assertThat(this.manager.tryAcquire(ORDER)).isPresent();
	}

	@Test
	void whatIsHeldElsewhereIsLostHere() throws Exception {
		Lease lease = this.manager.acquire(ORDER);
		this.locks.holdElsewhere("orders/42");
		assertThat(lease.isHeld()).isFalse();
		assertThat(this.manager.tryAcquire(ORDER)).isEmpty();
	}

	@Test
	void actionThatLosesItsLeaseFails() {
		assertThatExceptionOfType(LeaseLostException.class).isThrownBy(() -> this.manager.execute(ORDER, (lease) -> {
			this.locks.lose("orders/42");
			return "lost work";
		}));
	}

	@Test
	void onlyThatLeaseIsLost() throws Exception {
		this.manager.acquire(ORDER);
		Lease other = this.manager.acquire(LeaseRequest.of("orders", "43"));
		this.locks.lose("orders/42");
		assertThat(other.isHeld()).isTrue();
		assertThatIllegalStateException().isThrownBy(() -> this.locks.lose("orders/42"))
			.withMessageContaining("orders/43");
	}

	@Test
	void severalKeysAreOneLease() throws Exception {
		LockName both = LockName.of("accounts", List.of("a", "b"));
		this.locks.holdElsewhere("accounts/b");
		assertThat(this.manager.tryAcquire(LeaseRequest.of(both))).isEmpty();
		this.locks.letGo("accounts/b");
		Lease lease = this.manager.acquire(LeaseRequest.of(both));
		assertThat(this.locks.held()).containsExactly(both);
		assertThat(this.locks.isHeld("accounts/a")).isTrue();
		this.locks.lose("accounts/b");
		assertThat(lease.isHeld()).isFalse();
	}

	@Test
	void severalKeysStandBehindTheName() throws Exception {
		LockName both = LockName.of("accounts", List.of("a", "b"));
		Lease lease = this.manager.acquire(LeaseRequest.of(both));
		assertThat(this.locks.isHeld("accounts", "b", "a")).isTrue();
		assertThat(this.locks.isHeld("accounts", "a", "c")).isFalse();
		this.locks.lose("accounts", "a", "b");
		assertThat(lease.isHeld()).isFalse();
		this.locks.holdElsewhere("accounts", "a", "b");
		assertThat(this.manager.tryAcquire(LeaseRequest.of("accounts", "a"))).isEmpty();
		assertThat(this.manager.tryAcquire(LeaseRequest.of("accounts", "b"))).isEmpty();
		this.locks.letGo("accounts", "b", "a");
		Lease again = this.manager.acquire(LeaseRequest.of(both));
		this.locks.holdElsewhere("accounts", "b", "c");
		assertThat(again.isHeld()).isFalse();
	}

	@Test
	void severalKeysAreLetGoAfterAWhile() throws Exception {
		LockName both = LockName.of("accounts", List.of("a", "b"));
		this.locks.holdElsewhere(both, MINUTE);
		assertThat(this.manager.tryAcquire(LeaseRequest.of("accounts", "b"))).isEmpty();
		this.locks.advance(MINUTE);
		assertThat(this.manager.tryAcquire(LeaseRequest.of("accounts", "b"))).isPresent();
	}

	@Test
	void nestedExecuteTakesNoSecondLease() throws Exception {
		Lease[] leases = this.manager.execute(ORDER,
				(outer) -> new Lease[] { outer, this.manager.execute(ORDER, (inner) -> inner) });
		assertThat(leases[1]).isSameAs(leases[0]);
		assertThat(this.locks.held()).isEmpty();
	}

	@Test
	void withoutQuorumEachNodeIsNamed() {
		this.locks.loseQuorum();
		assertThatExceptionOfType(QuorumUnavailableException.class).isThrownBy(() -> this.manager.acquire(ORDER))
			.satisfies((ex) -> assertThat(ex.getVotes()).extracting(NodeVote::vote)
				.startsWith(Vote.NOT_ASKED, Vote.NOT_ASKED));
		this.locks.restoreQuorum();
		assertThat(this.manager.acquireAsync(ORDER).toCompletableFuture().join().isHeld()).isTrue();
	}

	@Test
	void withoutQuorumLeasesRunOut() throws Exception {
		Lease lease = this.manager.acquire(ORDER);
		this.locks.loseQuorum();
		assertThat(lease.isHeld()).isTrue();
		this.locks.advance(Duration.ofSeconds(30));
		assertThat(lease.isHeld()).isFalse();
	}

	@Test
	void releaseReturnsWithoutQuorum() throws Exception {
		Lease lease = this.manager.acquire(ORDER);
		this.locks.loseQuorum();
		lease.close();
		this.locks.restoreQuorum();
		this.locks.advance(Duration.ofSeconds(30));
		assertThat(this.manager.tryAcquire(ORDER)).isPresent();
	}

	@Test
	void leasesAreRenewedAsTimeGoesBy() throws Exception {
		Lease lease = this.manager.acquire(ORDER);
		this.locks.advance(Duration.ofDays(1));
		assertThat(lease.isHeld()).isTrue();
	}

	@Test
	void longestHoldEnds() throws Exception {
		Lease lease = this.manager.acquire(ORDER.withMaxHold(HOUR));
		this.locks.advance(HOUR.minusMillis(1));
		assertThat(lease.isHeld()).isTrue();
		this.locks.advance(Duration.ofMillis(1));
		assertThatExceptionOfType(LeaseLostException.class).isThrownBy(lease::ensureHeld)
			.withMessageContaining("max-hold");
	}

	@Test
	void shortestHoldOutlivesTheRelease() throws Exception {
		this.manager.acquire(ORDER.withMinHold(HOUR)).close();
		assertThat(this.manager.tryAcquire(ORDER)).isEmpty();
		this.locks.advance(HOUR);
		assertThat(this.manager.tryAcquire(ORDER)).isPresent();
	}

	@Test
	void waitingStageEndsWhenTimeGoesBy() {
		this.locks.holdElsewhere("orders/42");
		CompletableFuture<Lease> lease = this.manager.acquireAsync(ORDER).toCompletableFuture();
		assertThat(lease).isNotDone();
		this.locks.advance(Duration.ofSeconds(5));
		assertThatExceptionOfType(CompletionException.class).isThrownBy(lease::join)
			.withCauseInstanceOf(LockNotAcquiredException.class);
	}

	@Test
	void interruptedThreadGetsNothing() {
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> this.manager.acquire(ORDER));
		assertThat(this.locks.held()).isEmpty();
	}

	@Test
	void threadThatHoldsTheLockDoesNotWaitForItself() throws Exception {
		this.manager.acquire(ORDER);
		assertThatExceptionOfType(LockNotAcquiredException.class)
			.isThrownBy(() -> this.manager.acquire(ORDER.withWaitTime(MINUTE)));
	}

	@Test
	void threadsOfTheApplicationWaitForEachOther() {
		AtomicInteger inside = new AtomicInteger();
		List<CompletableFuture<Void>> threads = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			threads.add(CompletableFuture.runAsync(() -> repeat(inside), (task) -> new Thread(task).start()));
		}
		assertThat(CompletableFuture.allOf(threads.toArray(CompletableFuture<?>[]::new))).succeedsWithin(15,
				TimeUnit.SECONDS);
	}

	private void repeat(AtomicInteger inside) {
		for (int i = 0; i < 50; i++) {
			try {
				this.manager.execute(ORDER, (lease) -> {
					assertThat(inside.incrementAndGet()).isOne();
					Spin.aMoment();
					return inside.decrementAndGet();
				});
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}
	}

	@Test
	void resetUndoesAll() throws Exception {
		Lease lease = this.manager.acquire(LeaseRequest.of("mine"));
		this.manager.acquire(LeaseRequest.of("kept").withMinHold(HOUR)).close();
		this.locks.holdElsewhere("orders/42");
		this.locks.loseQuorum();
		this.locks.reset();
		assertThat(lease.isHeld()).isFalse();
		for (String name : List.of("mine", "kept")) {
			assertThat(this.manager.tryAcquire(LeaseRequest.of(name))).as(name).isPresent();
		}
		assertThat(this.manager.tryAcquire(ORDER)).isPresent();
	}

}
