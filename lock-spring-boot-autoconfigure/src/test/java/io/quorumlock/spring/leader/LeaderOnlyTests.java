package io.quorumlock.spring.leader;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;

import io.quorumlock.FencingToken;
import io.quorumlock.Lease;
import io.quorumlock.LeaseLostException;
import io.quorumlock.LockName;
import io.quorumlock.annotation.LeaderOnly;
import io.quorumlock.annotation.NotLeaderException;
import io.quorumlock.annotation.OnFollower;
import io.quorumlock.annotation.OnLost;
import io.quorumlock.annotation.ReactiveLease;
import io.quorumlock.spring.aop.ProxyReach;
import io.quorumlock.spring.aop.WrongUse;
import io.quorumlock.spring.call.CallStyle;
import io.quorumlock.spring.fake.FakeLeaderElection;
import org.junit.jupiter.api.Test;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for what {@link LeaderOnlyAdvisor} does to methods, and for
 * {@link LeaderInspection}.
 */
class LeaderOnlyTests {

	private final FakeLeaderElection election = new FakeLeaderElection();

	private final MockEnvironment environment = new MockEnvironment().withProperty("team", "blue");

	private final Jobs target = new Jobs();

	private final List<String> skipped = new ArrayList<>();

	private final Jobs jobs = LeaderProxies.of(this.election, this.skipped::add, this.target, true);

	@Test
	void leaderRuns() {
		this.election.led.add("default");
		assertThat(this.jobs.plain()).isEqualTo("done");
	}

	@Test
	void followerSkips() {
		assertThat(this.jobs.plain()).isNull();
		assertThat(this.jobs.optional()).isEmpty();
		assertThat(this.jobs.stage().toCompletableFuture()).isCompletedWithValue(null);
		assertThat(this.jobs.mono().blockOptional()).isEmpty();
		assertThat(this.target.runs).isZero();
		assertThat(this.skipped).containsExactly("default", "default", "default", "default");
	}

	@Test
	void skippingNeedsNoException() throws Exception {
		LeaderDefinition definition = new LeaderDefinition("default", OnFollower.SKIP, false,
				CallStyle.of(Jobs.class.getMethod("plain"), OnLost.CANCEL, null));
		PermitSource source = new PermitSource(this.election, definition, this.skipped::add);
		assertThat(source.acquire()).isNull();
		assertThat(source.acquireAsync()).isCompletedWithValue(null);
		assertThat(this.skipped).containsExactly("default", "default");
	}

	@Test
	void followerThrowsWhatNamesRoleAndLeader() {
		this.election.otherLeader = "shop-2";
		assertThatExceptionOfType(NotLeaderException.class).isThrownBy(this.jobs::strict)
			.withMessageContaining("does not lead 'reports'")
			.withMessageContaining("'shop-2'")
			.satisfies((ex) -> {
				assertThat(ex.getRole()).isEqualTo("reports");
				assertThat(ex.getLeader()).contains("shop-2");
			});
		this.election.otherLeader = null;
		assertThatExceptionOfType(NotLeaderException.class).isThrownBy(this.jobs::strict)
			.withMessageContaining("no leader is known yet");
		assertThatExceptionOfType(ExecutionException.class)
			.isThrownBy(() -> this.jobs.strictStage().toCompletableFuture().get())
			.withCauseInstanceOf(NotLeaderException.class);
		Mono<String> error = this.jobs.strictMono();
		assertThatExceptionOfType(NotLeaderException.class).isThrownBy(error::block);
		assertThat(this.target.runs).isZero();
		assertThat(this.skipped).isEmpty();
	}

	@Test
	void leadershipIsAskedAtEachCall() {
		this.election.led.add("blue.sync");
		this.jobs.placeholder();
		this.election.led.clear();
		this.jobs.placeholder();
		assertThat(this.target.runs).isOne();
	}

	@Test
	void permitIsTheCurrentLeaseAndTheTermItsToken() {
		this.election.led.add("default");
		this.target.body = () -> {
			assertThat(Lease.current()).isSameAs(this.election.lastPermit());
			assertThat(Lease.current().lock()).isEqualTo(LockName.ofRole("default"));
			assertThat(Lease.current().fencingToken()).isEqualTo(new FencingToken(1));
			assertThat(this.election.permits).hasSize(1);
		};
		assertThat(this.jobs.plain()).isEqualTo("done");
		assertThat(this.election.lastPermit().releases()).isOne();
	}

	@Test
	void exceptionsOfTheBodyComeOutUnchangedAndEndThePermit() {
		this.election.led.add("default");
		IllegalStateException failure = new IllegalStateException("body");
		this.target.body = () -> {
			this.election.lastPermit().lose();
			throw failure;
		};
		assertThatIllegalStateException().isThrownBy(this.jobs::plain).isSameAs(failure);
		assertThat(this.election.lastPermit().releases()).isOne();
	}

	@Test
	void stageHoldsThePermitUntilItIsComplete() {
		this.election.led.add("default");
		CompletableFuture<String> work = new CompletableFuture<>();
		this.target.stage = work;
		CompletableFuture<String> result = this.jobs.stage().toCompletableFuture();
		assertThat(this.election.permits).hasSize(1);
		work.complete("done");
		assertThat(result).isCompletedWithValue("done");
		assertThat(this.election.lastPermit().releases()).isOne();
	}

	@Test
	void stageThatFailsOrIsCancelledEndsThePermitOnce() {
		this.election.led.add("default");
		this.target.stage = CompletableFuture.failedFuture(new IllegalStateException("body"));
		assertThat(this.jobs.stage()).isCompletedExceptionally();
		this.target.stage = new CompletableFuture<>();
		this.jobs.stage().toCompletableFuture().cancel(true);
		assertThat(this.target.stage).isCancelled();
		assertThat(this.election.entered).hasSize(2).allMatch((permit) -> permit.releases() == 1);
	}

	@Test
	void publisherHoldsAPermitForEachSubscription() {
		Mono<String> mono = this.jobs.mono();
		this.election.led.add("default");
		assertThat(this.election.entered).isEmpty();
		assertThat(mono.block()).isEqualTo("@role/default");
		assertThat(mono.block()).isEqualTo("@role/default");
		assertThat(this.election.entered).hasSize(2).allMatch((permit) -> permit.releases() == 1);
	}

	@Test
	void publisherThatIsNotCompleteHoldsThePermitUntilItIsCancelledOrFails() {
		this.election.led.add("default");
		List<Throwable> errors = new ArrayList<>();
		this.jobs.flux().subscribe().dispose();
		this.target.sink = Sinks.many().unicast().onBackpressureBuffer();
		this.jobs.flux().subscribe((value) -> {
		}, errors::add);
		assertThat(this.election.permits).hasSize(1);
		this.target.sink.tryEmitError(new IllegalStateException("body"));
		assertThat(errors).singleElement().isInstanceOf(IllegalStateException.class);
		assertThat(this.election.entered).hasSize(2).allMatch((permit) -> permit.releases() == 1);
	}

	@Test
	void otherReactiveTypesHoldAPermitToo() {
		this.election.led.add("default");
		Flow.Publisher<String> result = this.jobs.flow();
		assertThat(this.election.entered).isEmpty();
		assertThat(JdkFlowAdapter.flowPublisherToFlux(result).collectList().block()).containsExactly("done");
		assertThat(this.election.lastPermit().releases()).isOne();
	}

	@Test
	void nestedCallsRunUnderOnePermitEvenAfterTheGateHasClosed() {
		this.election.led.add("default");
		this.target.body = () -> {
			this.target.body = () -> {
			};
			this.election.led.clear();
			assertThat(this.jobs.plain()).isEqualTo("done");
			assertThat(this.jobs.mono().block()).isEqualTo("@role/default");
			assertThat(this.election.lastPermit().releases()).isZero();
		};
		assertThat(this.jobs.plain()).isEqualTo("done");
		assertThat(this.election.entered).hasSize(1);
		assertThat(this.election.lastPermit().releases()).isOne();
	}

	@Test
	void nestedCallDoesNotRunUnderALostPermit() {
		this.election.led.add("default");
		this.target.body = () -> {
			this.election.lastPermit().lose();
			this.jobs.plain();
		};
		assertThatExceptionOfType(LeaseLostException.class).isThrownBy(this.jobs::plain);
		assertThat(this.target.runs).isOne();
		assertThat(Thread.interrupted()).isFalse();
	}

	@Test
	void otherRolesNeedAPermitOfTheirOwn() {
		this.election.led.add("default");
		this.target.body = this.jobs::strict;
		assertThatExceptionOfType(NotLeaderException.class).isThrownBy(this.jobs::plain);
		this.election.led.add("reports");
		this.jobs.plain();
		assertThat(this.election.entered).hasSize(3).allMatch((permit) -> permit.releases() == 1);
	}

	@Test
	void rolesAreCollected() {
		LeaderInspection inspection = inspection();
		assertThat(inspect(inspection, Jobs.class)).isEmpty();
		assertThat(inspection.roles()).containsExactlyInAnyOrder("default", "reports", "blue.sync");
	}

	private LeaderInspection inspection() {
		return new LeaderInspection(this.environment::resolveRequiredPlaceholders, new ProxyReach(true), () -> true);
	}

	private static List<WrongUse> inspect(LeaderInspection inspection, Class<?> type) {
		List<WrongUse> found = new ArrayList<>();
		for (var method : type.getDeclaredMethods()) {
			if (method.isAnnotationPresent(LeaderOnly.class)) {
				inspection.inspect(type, method, found::add);
			}
		}
		return found;
	}

	static class Jobs {

		int runs;

		Runnable body = () -> {
		};

		CompletableFuture<String> stage = CompletableFuture.completedFuture("done");

		Sinks.Many<String> sink = Sinks.many().unicast().onBackpressureBuffer();

		@LeaderOnly
		public String plain() {
			this.runs++;
			this.body.run();
			return "done";
		}

		@LeaderOnly
		public Optional<String> optional() {
			this.runs++;
			return Optional.of("done");
		}

		@LeaderOnly
		public CompletionStage<String> stage() {
			this.runs++;
			return this.stage;
		}

		@LeaderOnly
		public Mono<String> mono() {
			this.runs++;
			return ReactiveLease.current().map((lease) -> lease.lock().toString());
		}

		@LeaderOnly
		public Flux<String> flux() {
			return this.sink.asFlux();
		}

		@LeaderOnly
		public Flow.Publisher<String> flow() {
			return JdkFlowAdapter.publisherToFlowPublisher(Flux.just("done"));
		}

		@LeaderOnly(role = "reports", onFollower = OnFollower.THROW)
		public Mono<String> strictMono() {
			this.runs++;
			return Mono.just("done");
		}

		@LeaderOnly(role = "reports", onFollower = OnFollower.THROW)
		public int strict() {
			this.runs++;
			return 1;
		}

		@LeaderOnly(role = "reports", onFollower = OnFollower.THROW)
		public CompletionStage<String> strictStage() {
			this.runs++;
			return this.stage;
		}

		@LeaderOnly("${team}.sync")
		public void placeholder() {
			this.runs++;
		}

	}

}
