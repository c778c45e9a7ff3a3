package io.quorumlock.spring.lock;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import io.quorumlock.Lease;
import io.quorumlock.LeaseLostException;
import io.quorumlock.annotation.DistributedLock;
import io.quorumlock.annotation.OnLost;
import io.quorumlock.spring.fake.FakeLockManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for what a method that still runs is told when its lease is lost.
 */
class LossTests {

	private final FakeLockManager locks = new FakeLockManager();

	private final Jobs target = new Jobs();

	private final Jobs jobs = LockedProxies.of(this.locks, this.target);

	@AfterEach
	void clearInterrupt() {
		Thread.interrupted();
	}

	@Test
	void signalIsSeenThroughTheCurrentLeaseAndNothingElseHappens() {
		boolean[] seen = new boolean[3];
		this.target.body = () -> {
			seen[0] = Lease.current().isHeld();
			Lease.current().onLost(() -> seen[1] = true);
			this.locks.lastLease().lose();
			seen[2] = Lease.current().isHeld() || Thread.currentThread().isInterrupted();
		};
		assertThatExceptionOfType(LeaseLostException.class).isThrownBy(this.jobs::signal);
		assertThat(seen).containsExactly(true, true, false);
	}

	@Test
	void interruptReachesTheBodyAndDoesNotOutliveIt() {
		boolean[] interrupted = new boolean[1];
		this.target.body = () -> {
			this.locks.lastLease().lose();
			interrupted[0] = Thread.currentThread().isInterrupted();
		};
		assertThatExceptionOfType(LeaseLostException.class).isThrownBy(this.jobs::interrupt);
		assertThat(interrupted[0]).isTrue();
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
	}

	@Test
	void interruptThatTheBodyHasTakenIsNotGivenTwice() {
		this.target.body = () -> {
			this.locks.lastLease().lose();
			assertThat(Thread.interrupted()).isTrue();
		};
		assertThatExceptionOfType(LeaseLostException.class).isThrownBy(this.jobs::interrupt);
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
	}

	@Test
	void nobodyIsInterruptedAfterTheMethodHasLeft() {
		CompletableFuture<String> result = this.jobs.interruptStage();
		this.locks.lastLease().lose();
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
		this.target.stage.complete("done");
		assertThat(result).isCompletedExceptionally();
	}

	@Test
	void interruptOfTheCallerStaysItsOwn() {
		this.target.body = () -> Thread.currentThread().interrupt();
		this.jobs.interrupt();
		assertThat(Thread.currentThread().isInterrupted()).isTrue();
	}

	@Test
	void cancelCancelsTheFutureThatTheMethodReturned() {
		CompletableFuture<String> result = this.jobs.cancel();
		this.locks.lastLease().lose();
		assertThat(this.target.stage).isCancelled();
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(result::get)
			.withCauseInstanceOf(LeaseLostException.class);
		assertThat(this.locks.lastLease().releases()).isOne();
	}

	@Test
	void callsWithinALongOneLeaveNothingBehindOnItsLease() {
		this.target.body = () -> {
			this.target.body = () -> {
			};
			for (int i = 0; i < 1_000; i++) {
				this.jobs.interrupt();
				CompletableFuture<String> result = this.jobs.cancel();
				this.target.stage.complete("done");
				assertThat(result).isCompletedWithValue("done");
				this.target.stage = new CompletableFuture<>();
				this.jobs.cancelMono().block();
			}
			assertThat(this.locks.lastLease().lossCallbacks()).isLessThanOrEqualTo(1);
		};
		this.jobs.signal();
		assertThat(this.locks.leases).hasSize(1);
	}

	@Test
	void callThatHasEndedIsNotToldOfALossAndOthersAre() {
		boolean[] interrupted = new boolean[2];
		this.target.body = () -> {
			this.target.body = () -> {
			};
			this.jobs.interrupt();
			CompletableFuture<String> result = this.jobs.cancel();
			this.locks.lastLease().lose();
			interrupted[0] = Thread.interrupted();
			interrupted[1] = result.isCompletedExceptionally();
		};
		assertThatExceptionOfType(LeaseLostException.class).isThrownBy(this.jobs::signal);
		assertThat(interrupted).containsExactly(false, true);
	}

	static class Jobs {

		Runnable body = () -> {
		};

		CompletableFuture<String> stage = new CompletableFuture<>();

		@DistributedLock("job")
		public void signal() {
			this.body.run();
		}

		@DistributedLock(name = "job", onLost = OnLost.INTERRUPT)
		public void interrupt() {
			this.body.run();
		}

		@DistributedLock(name = "job", onLost = OnLost.INTERRUPT)
		public CompletableFuture<String> interruptStage() {
			return this.stage;
		}

		@DistributedLock(name = "job", onLost = OnLost.CANCEL)
		public CompletableFuture<String> cancel() {
			return this.stage;
		}

		@DistributedLock(name = "job", onLost = OnLost.CANCEL)
		public Mono<String> cancelMono() {
			return Mono.just("done");
		}

	}

}
