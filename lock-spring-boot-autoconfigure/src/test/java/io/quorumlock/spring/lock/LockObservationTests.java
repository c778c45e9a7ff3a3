package io.quorumlock.spring.lock;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import io.quorumlock.LeaseHolds;
import io.quorumlock.LeaseLostException;
import io.quorumlock.LockName;
import io.quorumlock.LockNotAcquiredException;
import io.quorumlock.QuorumUnavailableException;
import io.quorumlock.annotation.DistributedLock;
import io.quorumlock.annotation.LockInterruptedException;
import io.quorumlock.spring.call.AmbientTransaction;
import io.quorumlock.spring.call.CallTrace;
import io.quorumlock.spring.fake.FakeLockManager;
import io.quorumlock.spring.fake.RecordedSpans;
import io.quorumlock.spring.fake.Warnings;
import io.quorumlock.spring.observation.CallObservations;
import io.quorumlock.spring.observation.DefaultLockObservationConvention;
import io.quorumlock.spring.observation.LockObservation;
import io.quorumlock.spring.observation.LockObservationContext;
import io.quorumlock.time.Ticker;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for what is observed of calls with a lock.
 */
class LockObservationTests {

	private static final LockName JOB = LockName.of("job", "7");

	private final FakeLockManager locks = new FakeLockManager();

	private final RecordedSpans spans = new RecordedSpans();

	private final CallObservations observations = new CallObservations(this.spans.registry, null);

	private final Jobs target = new Jobs();

	private final Jobs jobs = LockedProxies.traced(this.locks, this.target, AmbientTransaction.NONE, this.observations);

	@Test
	void waitHoldAndReleaseAreSpansOfTheCaller() {
		this.target.body = () -> this.spans.within("body", () -> {
		});
		this.spans.within("caller", () -> this.jobs.run("7"));
		assertThat(this.spans.ended()).containsExactly("caller", "acquire job", "hold job", "body", "release job");
		assertThat(this.spans.parent("acquire job")).isEqualTo("caller");
		assertThat(this.spans.parent("hold job")).isEqualTo("caller");
		assertThat(this.spans.parent("body")).isEqualTo("hold job");
		assertThat(this.spans.parent("release job")).isEqualTo("hold job");
	}

	@Test
	void keysArePartOfSpansButNotOfWhatIsMeasured() {
		this.jobs.run("7");
		observed().hasObservationWithNameEqualTo("lock.method.hold")
			.that()
			.hasLowCardinalityKeyValue("lock.name", "job")
			.hasLowCardinalityKeyValue("lock.scope", "application")
			.hasLowCardinalityKeyValue("lock.outcome", "released")
			.hasHighCardinalityKeyValue("lock.key", "7")
			.hasHighCardinalityKeyValue("lock.token", "1")
			.hasKeyValuesCount(5);
		observed().hasObservationWithNameEqualTo("lock.method.acquire")
			.that()
			.hasLowCardinalityKeyValue("lock.outcome", "acquired")
			.hasHighCardinalityKeyValue("lock.token", "1")
			.hasKeyValuesCount(5);
		observed().hasObservationWithNameEqualTo("lock.method.release").that().hasKeyValuesCount(4);
	}

	@Test
	void allThatIsObservedIsDocumented() {
		this.jobs.run("7");
		for (LockObservation each : List.of(LockObservation.ACQUIRE, LockObservation.HOLD, LockObservation.RELEASE)) {
			List<String> keys = new ArrayList<>();
			List.of(each.getLowCardinalityKeyNames()).forEach((key) -> keys.add(key.asString()));
			List.of(each.getHighCardinalityKeyNames()).forEach((key) -> keys.add(key.asString()));
			observed().forAllObservationsWithNameEqualTo(each.getName(),
					(observation) -> observation.hasOnlyKeys(keys.toArray(String[]::new)));
			assertThat(each.getLowCardinalityKeyNames()).allMatch(KeyName::isRequired);
		}
	}

	@Test
	void holdLastsUntilTheStageIsComplete() {
		this.target.body = () -> this.spans.within("body", () -> {
		});
		CompletableFuture<String> result = this.jobs.stage();
		assertThat(this.spans.registry.getCurrentObservation()).isNull();
		assertThat(this.spans.ended()).containsExactly("acquire job", "body");
		this.target.stage.complete("done");
		assertThat(result).isCompletedWithValue("done");
		assertThat(this.spans.parent("body")).isEqualTo("hold job");
		assertThat(this.spans.ended()).containsExactly("acquire job", "hold job", "body", "release job");
	}

	@Test
	void failureOfTheStageIsThatOfTheHold() {
		CompletableFuture<String> result = this.jobs.stage();
		IllegalStateException failure = new IllegalStateException("body");
		this.target.stage.completeExceptionally(failure);
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(result::get).withCause(failure);
		assertThat(this.spans.span("hold job").getError()).isSameAs(failure);
	}

	@Test
	void failureOfTheMethodIsThatOfTheHold() {
		IllegalStateException failure = new IllegalStateException("body");
		this.target.body = () -> {
			throw failure;
		};
		assertThatIllegalStateException().isThrownBy(() -> this.jobs.run("7")).isSameAs(failure);
		assertThat(this.spans.span("hold job").getError()).isSameAs(failure);
		assertThat(this.spans.span("hold job").getTags()).containsEntry("lock.outcome", "released");
		assertThat(this.spans.span("acquire job").getError()).isNull();
		assertThat(this.spans.ended()).hasSize(3);
	}

	@Test
	void contentionIsNoError() {
		this.locks.heldElsewhere(JOB);
		assertThatExceptionOfType(LockNotAcquiredException.class).isThrownBy(() -> this.jobs.run("7"));
		assertThat(this.spans.ended()).containsExactly("acquire job");
		assertThat(this.spans.span("acquire job").getTags()).containsEntry("lock.outcome", "contended")
			.doesNotContainKey("lock.token");
		assertThat(this.spans.span("acquire job").getError()).isNull();
	}

	@Test
	void missingQuorumIsAnError() {
		this.locks.loseQuorum();
		assertThatExceptionOfType(QuorumUnavailableException.class).isThrownBy(() -> this.jobs.run("7"));
		assertThat(this.spans.span("acquire job").getTags()).containsEntry("lock.outcome", "unavailable");
		assertThat(this.spans.span("acquire job").getError()).isInstanceOf(QuorumUnavailableException.class);
		assertThat(this.spans.ended()).containsExactly("acquire job");
	}

	@Test
	void interruptedWaitIsAbandoned() {
		this.locks.interruptNextWait();
		assertThatExceptionOfType(LockInterruptedException.class).isThrownBy(() -> this.jobs.run("7"));
		assertThat(Thread.interrupted()).isTrue();
		assertThat(this.spans.span("acquire job").getTags()).containsEntry("lock.outcome", "abandoned");
		assertThat(this.spans.span("acquire job").getError()).isNull();
	}

	@Test
	void lossIsAnEventOfTheHoldAndItsOutcome() {
		this.target.body = () -> {
			this.locks.lastLease().lose();
			this.spans.within("after", () -> {
			});
		};
		assertThatExceptionOfType(LeaseLostException.class).isThrownBy(() -> this.jobs.run("7"));
		assertThat(this.spans.span("hold job").getEvents()).singleElement()
			.satisfies((event) -> assertThat(event.getValue()).isEqualTo("lost"));
		assertThat(this.spans.span("hold job").getTags()).containsEntry("lock.outcome", "lost");
		assertThat(this.spans.span("hold job").getError()).isInstanceOf(LeaseLostException.class);
		assertThat(this.spans.parent("after")).isEqualTo("hold job");
		assertThat(this.spans.ended()).containsExactly("acquire job", "hold job", "after", "release job");
	}

	@Test
	void lossAfterTheEndIsNotTold() {
		this.jobs.run("7");
		try (Warnings warnings = new Warnings(CallObservations.class)) {
			this.locks.lastLease().lose();
			assertThat(warnings.messages()).isEmpty();
		}
		assertThat(this.spans.span("hold job").getEvents()).isEmpty();
	}

	@Test
	void holdLastsUntilTheTransactionOfTheCallerIsComplete() {
		CompletableFuture<Void> transaction = new CompletableFuture<>();
		Jobs transactional = LockedProxies.traced(this.locks, this.target, new KeptUntil(transaction),
				this.observations);
		transactional.run("7");
		assertThat(this.spans.ended()).containsExactly("acquire job");
		transaction.complete(null);
		assertThat(this.spans.ended()).containsExactly("acquire job", "hold job", "release job");
	}

	@Test
	void callThatSharesALeaseHasNoSpansAndTheLastOneEndsTheHold() {
		this.target.body = () -> {
			this.target.body = () -> {
			};
			this.jobs.run("7");
			assertThat(this.jobs.stageOf("7")).isNotDone();
		};
		this.jobs.run("7");
		assertThat(this.spans.started()).isEqualTo(2);
		assertThat(this.spans.ended()).containsExactly("acquire job");
		this.target.stage.complete("done");
		assertThat(this.spans.ended()).containsExactly("acquire job", "hold job", "release job");
	}

	@Test
	void failureToReleaseEndsTheHold() {
		IllegalStateException failure = new IllegalStateException("release");
		this.locks.failReleases(failure);
		assertThatIllegalStateException().isThrownBy(() -> this.jobs.run("7")).isSameAs(failure);
		assertThat(this.spans.ended()).containsExactly("acquire job", "hold job", "release job");
	}

	@Test
	void observeModeHoldsNothingThatItDoesNotHave() {
		Jobs observed = LockedProxies.observed(this.locks, this.target, new ObservedBlocks(List.of(), Ticker.system()),
				AmbientTransaction.NONE, this.observations);
		this.locks.heldElsewhere(JOB);
		observed.run("7");
		assertThat(this.spans.ended()).containsExactly("acquire job");
		observed.run("8");
		assertThat(this.spans.ended()).containsExactly("acquire job", "acquire job", "hold job", "release job");
	}

	@Test
	void conventionIsReplaced() {
		CallObservations named = new CallObservations(this.spans.registry, new DefaultLockObservationConvention() {

			@Override
			public String getName(LockObservation observation) {
				return "my." + observation.name().toLowerCase();
			}

			@Override
			public String getContextualName(LockObservationContext context) {
				return context.getObservation() + " of " + context.getLock();
			}

		});
		LockedProxies.traced(this.locks, this.target, AmbientTransaction.NONE, named).run("7");
		assertThat(this.spans.ended()).containsExactly("ACQUIRE of job/7", "HOLD of job/7", "RELEASE of job/7");
		observed().hasObservationWithNameEqualTo("my.hold");
	}

	@Test
	void observationThatIsSwitchedOffLeavesTheOneOfTheCallerInPlace() {
		this.spans.registry.observationConfig().observationPredicate((name, context) -> !name.startsWith("lock."));
		this.target.body = () -> this.spans.within("body", () -> {
		});
		this.spans.within("caller", () -> this.jobs.run("7"));
		assertThat(this.spans.ended()).containsExactly("caller", "body");
		assertThat(this.spans.parent("body")).isEqualTo("caller");
		assertThat(this.locks.isHeld(JOB)).isFalse();
	}

	@Test
	void whereNobodyObservesThereIsNoTrace() {
		CallObservations unseen = new CallObservations(ObservationRegistry.create(), null);
		assertThat(unseen.lock(JOB, (key) -> null)).isSameAs(CallTrace.NONE);
		assertThat(unseen.role("reports", (key) -> null)).isSameAs(CallTrace.NONE);
	}

	@Test
	void handlerThatFailsHurtsNobodyAndIsToldOnce() {
		ObservationRegistry broken = ObservationRegistry.create();
		broken.observationConfig().observationHandler(new BrokenHandler());
		Jobs careless = LockedProxies.traced(this.locks, this.target, AmbientTransaction.NONE,
				new CallObservations(broken, null));
		try (Warnings warnings = new Warnings(CallObservations.class)) {
			careless.run("7");
			careless.run("7");
			assertThat(warnings.messages()).singleElement().asString().contains("the method is not concerned");
		}
		assertThat(this.locks.leases).hasSize(2).allMatch((lease) -> lease.releases() == 1);
	}

	private TestObservationRegistryAssert observed() {
		return TestObservationRegistryAssert.assertThat(this.spans.registry);
	}

	static class Jobs {

		Runnable body = () -> {
		};

		CompletableFuture<String> stage = new CompletableFuture<>();

		@DistributedLock(name = "job", key = "#id")
		public void run(String id) {
			this.body.run();
		}

		@DistributedLock("job")
		public CompletableFuture<String> stage() {
			this.body.run();
			return this.stage;
		}

		@DistributedLock(name = "job", key = "#id")
		public CompletableFuture<String> stageOf(String id) {
			return this.stage;
		}

	}

	/**
	 * A transaction that the test completes.
	 */
	private record KeptUntil(CompletionStage<Void> completion) implements AmbientTransaction {

		@Override
		public void check(LockName lock) {
		}

		@Override
		public LeaseHolds find(Object source, LockName lock) {
			return null;
		}

		@Override
		public CompletionStage<Void> keep(LeaseHolds holds) {
			return this.completion;
		}

	}

	private static final class BrokenHandler implements ObservationHandler<Observation.Context> {

		@Override
		public void onScopeOpened(Observation.Context context) {
			throw new IllegalStateException("scope");
		}

		@Override
		public void onStop(Observation.Context context) {
			throw new IllegalStateException("stop");
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

	}

}
