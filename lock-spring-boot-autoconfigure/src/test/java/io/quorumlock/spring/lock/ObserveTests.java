package io.quorumlock.spring.lock;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

import io.quorumlock.Lease;
import io.quorumlock.LeaseHolds;
import io.quorumlock.LeaseScope;
import io.quorumlock.LockName;
import io.quorumlock.annotation.DistributedLock;
import io.quorumlock.annotation.OnContention;
import io.quorumlock.annotation.OnLost;
import io.quorumlock.annotation.ReactiveLease;
import io.quorumlock.spring.call.AmbientTransaction;
import io.quorumlock.spring.fake.FakeLockManager;
import io.quorumlock.time.Ticker;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for methods that run whether or not they have their lock.
 */
class ObserveTests {

	private static final LockName JOB = LockName.of("job");

	private static final LockName OTHER = LockName.of("other");

	private final FakeLockManager locks = new FakeLockManager();

	private final List<LockWouldHaveBlocked> blocks = new ArrayList<>();

	private final ObservedBlocks reports = new ObservedBlocks(List.of(this.blocks::add), Ticker.system());

	private final Jobs target = new Jobs();

	private final Jobs jobs = LockedProxies.observed(this.locks, this.target, this.reports);

	@AfterEach
	void clearInterrupt() {
		Thread.interrupted();
	}

	static Stream<Style> styles() {
		return Stream.of(Jobs::plain, (jobs) -> jobs.stage().join(), (jobs) -> jobs.mono().block(),
				(jobs) -> jobs.flux().blockLast(), Jobs::skip, Jobs::withFallback, Jobs::interrupt,
				(jobs) -> jobs.cancel().join(), (jobs) -> jobs.cancelMono().block());
	}

	@ParameterizedTest
	@MethodSource("styles")
	void runsUnderItsLeaseIfThatCanBeHad(Style style) {
		this.target.body = () -> assertThat(this.locks.isHeld(JOB)).isTrue();
		assertThat(style.call(this.jobs)).isEqualTo("done");
		assertThat(this.locks.lastLease().releases()).isOne();
		assertThat(this.blocks).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("styles")
	void contendedMethodRunsAfterOneAttempt(Style style) {
		this.locks.heldElsewhere(JOB);
		assertThat(style.call(this.jobs)).isEqualTo("done");
		assertThat(this.target.runs).isOne();
		assertThat(this.locks.requests).singleElement()
			.satisfies((request) -> assertThat(request.waitTime()).isEqualTo(Duration.ZERO));
		assertThat(this.blocks).singleElement().satisfies((block) -> {
			assertThat(block.lock()).isEqualTo(JOB);
			assertThat(block.reason()).isEqualTo(BlockReason.CONTENDED);
			assertThat(block.message()).contains("held by somebody else");
		});
	}

	@ParameterizedTest
	@MethodSource("styles")
	void methodRunsWithoutAQuorum(Style style) {
		this.locks.loseQuorum();
		assertThat(style.call(this.jobs)).isEqualTo("done");
		assertThat(this.blocks).extracting(LockWouldHaveBlocked::reason).containsExactly(BlockReason.UNAVAILABLE);
	}

	@ParameterizedTest
	@MethodSource("styles")
	void resultOfALostLeaseIsReturnedAndTheLossReportedOnce(Style style) {
		this.target.body = () -> {
			this.locks.lastLease().lose();
			assertThat(Lease.current().isHeld()).isFalse();
			assertThat(Thread.currentThread().isInterrupted()).isFalse();
			// What a commit would do
			LeaseScope.ensureAllHeld();
		};
		assertThat(style.call(this.jobs)).isEqualTo("done");
		assertThat(this.blocks).singleElement().satisfies((block) -> {
			assertThat(block.reason()).isEqualTo(BlockReason.LOST);
			assertThat(block.message()).contains("was lost");
		});
		assertThat(this.locks.lastLease().releases()).isOne();
	}

	@Test
	void stageIsNotCancelledByALoss() {
		this.target.stage = new CompletableFuture<>();
		CompletableFuture<String> result = this.jobs.cancel();
		this.locks.lastLease().lose();
		assertThat(this.target.stage).isNotDone();
		this.target.stage.complete("late");
		assertThat(result).isCompletedWithValue("late");
	}

	@Test
	void eachSubscriberIsObservedAndReported() {
		this.locks.heldElsewhere(JOB);
		Mono<String> mono = this.jobs.mono();
		assertThat(this.blocks).isEmpty();
		mono.block();
		mono.block();
		assertThat(this.blocks).hasSize(2);
		assertThat(this.target.runs).isEqualTo(2);
	}

	@Test
	void callWithAnIllegalKeyRuns() {
		assertThat(this.jobs.keyed(null)).isEqualTo("done");
		assertThat(this.blocks).singleElement().satisfies((block) -> {
			assertThat(block.lock()).isEqualTo(LockName.of("keyed"));
			assertThat(block.reason()).isEqualTo(BlockReason.REFUSED);
			assertThat(block.message()).contains("'#id'", "is null");
		});
		assertThat(this.locks.calls).isEmpty();
	}

	@Test
	void callWithinATransactionThatMayTakeNoLockRuns() {
		Jobs within = LockedProxies.observed(this.locks, this.target, this.reports, new RefusingTransaction());
		assertThat(within.plain()).isEqualTo("done");
		assertThat(this.blocks).extracting(LockWouldHaveBlocked::reason).containsExactly(BlockReason.REFUSED);
	}

	@Test
	void interruptedCallerRunsInterruptedAndIsNoFindingOfTheLock() {
		this.locks.interruptNextWait();
		boolean[] interrupted = new boolean[1];
		this.target.body = () -> interrupted[0] = Thread.currentThread().isInterrupted();
		assertThat(this.jobs.plain()).isEqualTo("done");
		assertThat(interrupted[0]).isTrue();
		assertThat(this.blocks).isEmpty();
	}

	@Test
	void exceptionsOfTheBodyComeOutUnchanged() {
		this.locks.heldElsewhere(JOB);
		this.target.body = () -> {
			throw new IllegalStateException("body");
		};
		assertThatIllegalStateException().isThrownBy(this.jobs::plain).withMessage("body");
		assertThatIllegalStateException().isThrownBy(() -> this.jobs.mono().block()).withMessage("body");
		assertThat(this.target.runs).isEqualTo(2);
	}

	@Test
	void methodWithoutItsLeaseHasNoneAndNotThatOfItsCaller() {
		this.locks.heldElsewhere(OTHER);
		this.target.body = () -> {
			this.target.body = () -> assertThatIllegalStateException().isThrownBy(Lease::current)
				.withMessageContaining("in observe mode");
			this.jobs.other();
			assertThat(Lease.current().lock()).isEqualTo(JOB);
		};
		this.jobs.plain();
		assertThat(this.target.runs).isEqualTo(2);
	}

	@Test
	void publisherWithoutItsLeaseHasNoneAndNotThatOfItsCaller() {
		this.locks.heldElsewhere(OTHER);
		this.target.inner = Mono.defer(() -> this.jobs.otherMono());
		assertThat(this.jobs.outerMono().block()).isEqualTo("none, job");
	}

	@Test
	void nestedCallSharesTheLeaseOfItsCallerEvenThroughOneWithout() {
		this.locks.heldElsewhere(OTHER);
		this.target.body = () -> {
			this.target.body = () -> {
				this.target.body = () -> {
				};
				this.jobs.plain();
			};
			this.jobs.other();
		};
		this.jobs.plain();
		assertThat(this.target.runs).isEqualTo(3);
		assertThat(this.blocks).extracting(LockWouldHaveBlocked::lock).containsExactly(OTHER);
		assertThat(this.locks.leases).hasSize(1);
		assertThat(this.locks.lastLease().releases()).isOne();
	}

	/** Calls a method to its end. */
	@FunctionalInterface
	interface Style {

		@Nullable String call(Jobs jobs);

	}

	static class Jobs {

		Runnable body = () -> {
		};

		@Nullable CompletableFuture<String> stage;

		Mono<String> inner = Mono.empty();

		int runs;

		@DistributedLock("job")
		public String plain() {
			return run();
		}

		@DistributedLock("job")
		public CompletableFuture<String> stage() {
			return CompletableFuture.completedFuture(run());
		}

		@DistributedLock("job")
		public Mono<String> mono() {
			return Mono.just(run());
		}

		@DistributedLock("job")
		public Flux<String> flux() {
			return Flux.just("a", run());
		}

		@DistributedLock(name = "job", onContention = OnContention.SKIP)
		public String skip() {
			return run();
		}

		@DistributedLock(name = "job", fallbackMethod = "instead")
		public String withFallback() {
			return run();
		}

		String instead() {
			return "fell back";
		}

		@DistributedLock(name = "job", onLost = OnLost.INTERRUPT)
		public String interrupt() {
			return run();
		}

		@DistributedLock(name = "job", onLost = OnLost.CANCEL)
		public CompletableFuture<String> cancel() {
			return (this.stage != null) ? this.stage : CompletableFuture.completedFuture(run());
		}

		@DistributedLock(name = "job", onLost = OnLost.CANCEL)
		public Mono<String> cancelMono() {
			return Mono.just(run());
		}

		@DistributedLock(name = "keyed", key = "#id")
		public String keyed(String id) {
			return run();
		}

		@DistributedLock("other")
		public String other() {
			return run();
		}

		@DistributedLock("other")
		public Mono<String> otherMono() {
			return ReactiveLease.current().map((lease) -> lease.lock().name()).onErrorReturn("none");
		}

		@DistributedLock("job")
		public Mono<String> outerMono() {
			return this.inner.zipWith(ReactiveLease.current(), (text, lease) -> text + ", " + lease.lock().name());
		}

		private String run() {
			this.runs++;
			this.body.run();
			return "done";
		}

	}

	private static final class RefusingTransaction implements AmbientTransaction {

		@Override
		public void check(LockName lock) {
			throw new IllegalStateException("within a transaction");
		}

		@Override
		public @Nullable LeaseHolds find(Object source, LockName lock) {
			return null;
		}

		@Override
		public @Nullable CompletionStage<Void> keep(LeaseHolds holds) {
			return null;
		}

	}

}
