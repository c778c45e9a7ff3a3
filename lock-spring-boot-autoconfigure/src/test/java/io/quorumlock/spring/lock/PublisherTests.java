package io.quorumlock.spring.lock;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import io.quorumlock.Lease;
import io.quorumlock.LeaseLostException;
import io.quorumlock.LockName;
import io.quorumlock.LockNotAcquiredException;
import io.quorumlock.QuorumUnavailableException;
import io.quorumlock.annotation.DistributedLock;
import io.quorumlock.annotation.OnContention;
import io.quorumlock.annotation.OnLost;
import io.quorumlock.annotation.ReactiveLease;
import io.quorumlock.spring.fake.FakeLockManager;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for methods that return publishers: locked from subscription to the end.
 */
class PublisherTests {

	private static final LockName JOB = LockName.of("job");

	private final FakeLockManager locks = new FakeLockManager();

	private final Jobs target = new Jobs();

	private final Jobs jobs = LockedProxies.of(this.locks, this.target);

	@Test
	void nothingHappensBeforeSubscription() {
		Mono<String> mono = this.jobs.mono();
		assertThat(this.locks.calls).isEmpty();
		assertThat(this.target.calls).isZero();
		assertThat(mono.block()).isEqualTo("done");
		assertThat(this.locks.calls).containsExactly("acquireAsync job");
		assertThat(this.locks.lastLease().releases()).isOne();
	}

	@Test
	void eachSubscriberHasItsOwnLease() {
		Mono<String> mono = this.jobs.mono();
		mono.block();
		mono.block();
		assertThat(this.target.calls).isEqualTo(2);
		assertThat(this.locks.leases).hasSize(2).allMatch((lease) -> lease.releases() == 1);
	}

	@Test
	void lockIsHeldUntilTheFluxIsComplete() {
		List<String> seen = new ArrayList<>();
		this.jobs.flux().subscribe(seen::add);
		this.target.sink.tryEmitNext("a");
		this.target.sink.tryEmitNext("b");
		assertThat(this.locks.isHeld(JOB)).isTrue();
		this.target.sink.tryEmitComplete();
		assertThat(this.locks.isHeld(JOB)).isFalse();
		assertThat(seen).containsExactly("a", "b");
	}

	@Test
	void errorAndCancellationGiveTheLockBackOnce() {
		List<Throwable> errors = new ArrayList<>();
		this.jobs.flux().subscribe((value) -> {
		}, errors::add);
		IllegalStateException failure = new IllegalStateException("body");
		this.target.sink.tryEmitError(failure);
		assertThat(errors).containsExactly(failure);
		assertThat(this.locks.lastLease().releases()).isOne();
		this.target.sink = Sinks.many().unicast().onBackpressureBuffer();
		Disposable subscription = this.jobs.flux().subscribe();
		assertThat(this.locks.isHeld(JOB)).isTrue();
		subscription.dispose();
		assertThat(this.locks.lastLease().releases()).isOne();
	}

	@Test
	void methodThatThrowsGivesTheLockBack() {
		this.target.failure = new IllegalStateException("body");
		assertThatIllegalStateException().isThrownBy(() -> this.jobs.mono().block()).withMessage("body");
		assertThat(this.locks.lastLease().releases()).isOne();
	}

	@Test
	void cancelledWaitIsCancelled() {
		this.locks.heldElsewhere(JOB);
		this.locks.waitForEver();
		this.jobs.mono().subscribe().dispose();
		assertThat(this.locks.lastWait()).isCancelled();
		assertThat(this.target.calls).isZero();
	}

	@Test
	void refusalsAreErrorsOrEmpty() {
		this.locks.heldElsewhere(JOB);
		assertThatExceptionOfType(LockNotAcquiredException.class).isThrownBy(() -> this.jobs.mono().block());
		assertThat(this.jobs.skip().blockOptional()).isEmpty();
		assertThat(this.jobs.fallback().collectList().block()).containsExactly("fell", "back");
		this.locks.loseQuorum();
		assertThatExceptionOfType(QuorumUnavailableException.class).isThrownBy(() -> this.jobs.mono().block());
		assertThat(this.target.calls).isZero();
	}

	@Test
	void resultOfALostLeaseIsAnError() {
		List<Throwable> errors = new ArrayList<>();
		this.jobs.flux().subscribe((value) -> {
		}, errors::add);
		this.locks.lastLease().lose();
		assertThat(errors).isEmpty();
		this.target.sink.tryEmitComplete();
		assertThat(errors).singleElement().isInstanceOf(LeaseLostException.class);
	}

	@Test
	void resultOfAMonoWhoseLeaseWasLostIsAnError() {
		this.target.inner = () -> Mono.fromSupplier(() -> {
			this.locks.lastLease().lose();
			return "done";
		});
		assertThatExceptionOfType(LeaseLostException.class).isThrownBy(() -> this.jobs.mono().block());
		assertThat(this.locks.lastLease().releases()).isOne();
	}

	@Test
	void innerPublisherDoesNotRunUnderALostLease() {
		boolean[] ran = new boolean[1];
		this.target.inner = () -> Mono.defer(() -> {
			this.target.inner = () -> Mono.fromRunnable(() -> ran[0] = true);
			this.locks.lastLease().lose();
			return this.jobs.mono();
		});
		assertThatExceptionOfType(LeaseLostException.class).isThrownBy(() -> this.jobs.mono().block());
		assertThat(ran[0]).isFalse();
	}

	@Test
	void publisherThatIsLeftBehindTakesALeaseOfItsOwn() {
		Mono<?>[] later = new Mono<?>[1];
		this.target.inner = () -> Mono.deferContextual((context) -> {
			this.target.inner = () -> Mono.just("later");
			later[0] = this.jobs.mono().contextWrite(context);
			return Mono.just("done");
		});
		this.jobs.mono().block();
		assertThat((Object) later[0].block()).isEqualTo("later");
		assertThat(this.locks.leases).hasSize(2).allMatch((lease) -> lease.releases() == 1);
	}

	@Test
	void cancelEndsTheSubscriptionWhenTheLeaseIsLost() {
		List<Throwable> errors = new ArrayList<>();
		this.jobs.cancelled().subscribe((value) -> {
		}, errors::add);
		this.locks.lastLease().lose();
		assertThat(errors).singleElement().isInstanceOf(LeaseLostException.class);
		assertThat(this.target.cancelled).isTrue();
		assertThat(this.locks.lastLease().releases()).isOne();
	}

	@Test
	void leaseTravelsWithTheSubscription() {
		this.target.inner = () -> Mono.delay(Duration.ofMillis(1))
			.then(ReactiveLease.current())
			.map((lease) -> lease.lock().toString());
		assertThat(this.jobs.mono().block()).isEqualTo("job");
		assertThatIllegalStateException().isThrownBy(() -> ReactiveLease.current().block());
	}

	@Test
	void nestedPublishersHoldOneLease() {
		this.target.inner = () -> {
			this.target.inner = () -> ReactiveLease.current().map((lease) -> "inner " + lease.isHeld());
			return Mono.delay(Duration.ofMillis(1)).then(this.jobs.mono());
		};
		assertThat(this.jobs.mono().block()).isEqualTo("inner true");
		assertThat(this.locks.leases).hasSize(1);
		assertThat(this.locks.lastLease().releases()).isOne();
	}

	@Test
	void leaseIsCurrentWhileThePublisherIsMade() {
		this.target.inner = () -> Mono.just(Lease.current().lock().toString());
		assertThat(this.jobs.mono().block()).isEqualTo("job");
	}

	static class Jobs {

		int calls;

		boolean cancelled;

		RuntimeException failure;

		Supplier<Mono<String>> inner = () -> Mono.just("done");

		Sinks.Many<String> sink = Sinks.many().unicast().onBackpressureBuffer();

		@DistributedLock("job")
		public Mono<String> mono() {
			this.calls++;
			if (this.failure != null) {
				throw this.failure;
			}
			return this.inner.get();
		}

		@DistributedLock("job")
		public Flux<String> flux() {
			return this.sink.asFlux();
		}

		@DistributedLock(name = "job", onContention = OnContention.SKIP)
		public Mono<String> skip() {
			this.calls++;
			return Mono.just("ran");
		}

		@DistributedLock(name = "job", fallbackMethod = "instead")
		public Flux<String> fallback() {
			this.calls++;
			return Flux.just("ran");
		}

		Flux<String> instead() {
			return Flux.just("fell", "back");
		}

		@DistributedLock(name = "job", onLost = OnLost.CANCEL)
		public Flux<String> cancelled() {
			return this.sink.asFlux().doOnCancel(() -> this.cancelled = true);
		}

	}

}
