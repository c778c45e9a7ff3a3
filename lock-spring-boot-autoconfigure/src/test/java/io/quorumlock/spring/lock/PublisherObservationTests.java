package io.quorumlock.spring.lock;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import io.micrometer.observation.Observation;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.quorumlock.LeaseLostException;
import io.quorumlock.LockName;
import io.quorumlock.LockNotAcquiredException;
import io.quorumlock.QuorumUnavailableException;
import io.quorumlock.annotation.DistributedLock;
import io.quorumlock.spring.call.AmbientTransaction;
import io.quorumlock.spring.fake.FakeLockManager;
import io.quorumlock.spring.fake.RecordedSpans;
import io.quorumlock.spring.observation.CallObservations;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for what is observed of publishers with a lock: it travels with their context.
 */
class PublisherObservationTests {

	private final FakeLockManager locks = new FakeLockManager();

	private final RecordedSpans spans = new RecordedSpans();

	private final Jobs target = new Jobs();

	private final Jobs jobs = LockedProxies.traced(this.locks, this.target, AmbientTransaction.NONE,
			new CallObservations(this.spans.registry, null));

	@Test
	void spansAreThoseOfTheSubscriberAndTheBodysWithinTheHold() {
		this.target.inner = () -> {
			this.spans.within("made", () -> {
			});
			return Mono.just("done").publishOn(Schedulers.single()).flatMap(this::traced);
		};
		Observation caller = Observation.start("caller", this.spans.registry);
		Mono<String> mono = this.jobs.mono()
			.contextWrite((context) -> context.put(ObservationThreadLocalAccessor.KEY, caller));
		assertThat(this.spans.started()).isOne();
		assertThat(mono.block()).isEqualTo("done");
		caller.stop();
		assertThat(this.spans.ended()).containsExactly("caller", "acquire job", "hold job", "made", "body",
				"release job");
		assertThat(this.spans.parent("acquire job")).isEqualTo("caller");
		assertThat(this.spans.parent("hold job")).isEqualTo("caller");
		assertThat(this.spans.parent("made")).isEqualTo("hold job");
		assertThat(this.spans.parent("body")).isEqualTo("hold job");
		assertThat(this.spans.parent("release job")).isEqualTo("hold job");
		assertThat(this.spans.registry.getCurrentObservation()).isNull();
	}

	@Test
	void withoutAContextTheThreadThatSubscribesHasTheParent() {
		this.spans.within("caller", () -> this.jobs.mono().block());
		assertThat(this.spans.parent("acquire job")).isEqualTo("caller");
		assertThat(this.spans.parent("hold job")).isEqualTo("caller");
	}

	@Test
	void holdLastsUntilTheFluxIsComplete() {
		List<String> seen = new ArrayList<>();
		this.jobs.flux().subscribe(seen::add);
		this.target.sink.tryEmitNext("a");
		assertThat(this.spans.ended()).containsExactly("acquire job");
		this.target.sink.tryEmitComplete();
		assertThat(seen).containsExactly("a");
		assertThat(this.spans.ended()).containsExactly("acquire job", "hold job", "release job");
		assertThat(this.spans.span("hold job").getTags()).containsEntry("lock.outcome", "released");
	}

	@Test
	void cancellationEndsTheHold() {
		this.jobs.flux().subscribe().dispose();
		assertThat(this.spans.ended()).containsExactly("acquire job", "hold job", "release job");
		assertThat(this.spans.span("hold job").getError()).isNull();
	}

	@Test
	void cancelledWaitIsAbandoned() {
		this.locks.heldElsewhere(LockName.of("job"));
		this.locks.waitForEver();
		this.jobs.mono().subscribe().dispose();
		assertThat(this.spans.ended()).containsExactly("acquire job");
		assertThat(this.spans.span("acquire job").getTags()).containsEntry("lock.outcome", "abandoned");
	}

	@Test
	void failureIsThatOfTheHold() {
		IllegalStateException failure = new IllegalStateException("body");
		this.target.inner = () -> Mono.error(failure);
		assertThatIllegalStateException().isThrownBy(() -> this.jobs.mono().block());
		assertThat(this.spans.span("hold job").getError()).isSameAs(failure);
		assertThat(this.spans.ended()).containsExactly("acquire job", "hold job", "release job");
	}

	@Test
	void refusalsAreOutcomesOfTheWait() {
		this.locks.heldElsewhere(LockName.of("job"));
		assertThatExceptionOfType(LockNotAcquiredException.class).isThrownBy(() -> this.jobs.mono().block());
		assertThat(this.spans.span("acquire job").getTags()).containsEntry("lock.outcome", "contended");
		assertThat(this.spans.ended()).containsExactly("acquire job");
	}

	@Test
	void missingQuorumIsAnError() {
		this.locks.loseQuorum();
		assertThatExceptionOfType(QuorumUnavailableException.class).isThrownBy(() -> this.jobs.mono().block());
		assertThat(this.spans.span("acquire job").getError()).isInstanceOf(QuorumUnavailableException.class);
		assertThat(this.spans.ended()).containsExactly("acquire job");
	}

	@Test
	void lossIsTheOutcomeOfTheHold() {
		this.target.inner = () -> Mono.fromSupplier(() -> {
			this.locks.lastLease().lose();
			return "done";
		});
		assertThatExceptionOfType(LeaseLostException.class).isThrownBy(() -> this.jobs.mono().block());
		assertThat(this.spans.span("hold job").getTags()).containsEntry("lock.outcome", "lost");
		assertThat(this.spans.span("hold job").getEvents()).hasSize(1);
		assertThat(this.spans.span("hold job").getError()).isInstanceOf(LeaseLostException.class);
	}

	private Mono<String> traced(String value) {
		return Mono.deferContextual((context) -> {
			Observation.createNotStarted("body", this.spans.registry)
				.parentObservation(context.get(ObservationThreadLocalAccessor.KEY))
				.observe(() -> {
				});
			return Mono.just(value);
		});
	}

	static class Jobs {

		Supplier<Mono<String>> inner = () -> Mono.just("done");

		final Sinks.Many<String> sink = Sinks.many().unicast().onBackpressureBuffer();

		@DistributedLock("job")
		public Mono<String> mono() {
			return this.inner.get();
		}

		@DistributedLock("job")
		public Flux<String> flux() {
			return this.sink.asFlux();
		}

	}

}
