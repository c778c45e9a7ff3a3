package io.quorumlock.spring.lock;

import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

import io.quorumlock.Lease;
import io.quorumlock.LeaseLostException;
import io.quorumlock.LockName;
import io.quorumlock.LockNotAcquiredException;
import io.quorumlock.QuorumUnavailableException;
import io.quorumlock.annotation.DistributedLock;
import io.quorumlock.annotation.IllegalLockKeyException;
import io.quorumlock.annotation.LockInterruptedException;
import io.quorumlock.annotation.OnContention;
import io.quorumlock.spring.call.AmbientTransaction;
import io.quorumlock.spring.call.CallTracer;
import io.quorumlock.spring.call.LeasedCalls;
import io.quorumlock.spring.fake.FakeLockManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.core.annotation.AliasFor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests for what {@link DistributedLockAdvisor} does to methods.
 */
class DistributedLockTests {

	private static final LockName JOB = LockName.of("job");

	private final FakeLockManager locks = new FakeLockManager();

	private final Jobs target = new Jobs();

	private final Jobs jobs = proxy(this.target, true);

	@AfterEach
	void clearInterrupt() {
		Thread.interrupted();
	}

	@Test
	void runsWithTheLockHeldAndGivesItBack() {
		this.target.body = () -> assertThat(this.locks.isHeld(JOB)).isTrue();
		assertThat(this.jobs.run()).isEqualTo("done");
		assertThat(this.locks.isHeld(JOB)).isFalse();
		assertThat(this.locks.lastLease().releases()).isOne();
	}

	@Test
	void leaseIsCurrentWithinTheMethodOnly() {
		this.target.body = () -> assertThat(Lease.current().lock()).isEqualTo(JOB);
		this.jobs.run();
		assertThatIllegalStateException().isThrownBy(Lease::current);
	}

	@Test
	void throwWaitsForTheDefaultTime() {
		this.jobs.run();
		assertThat(this.locks.calls).containsExactly("acquire job");
		assertThat(this.locks.requests.get(0).waitTime()).isNull();
		assertThat(this.locks.requests.get(0).leaseTime()).isNull();
	}

	@Test
	void timesComeFromTheAnnotationWithPlaceholders() {
		this.jobs.timed();
		assertThat(this.locks.requests.get(0).waitTime()).isEqualTo(Duration.ofMillis(1500));
		assertThat(this.locks.requests.get(0).leaseTime()).isEqualTo(Duration.ofSeconds(7));
		assertThat(this.locks.requests.get(0).lock()).isEqualTo(LockName.of("shop.timed"));
	}

	@Test
	void keyComesFromTheArguments() {
		this.jobs.keyed("o/1 ");
		assertThat(this.locks.requests.get(0).lock()).isEqualTo(LockName.of("orders", "o/1 "));
	}

	@Test
	void illegalKeyIsRefusedAndTheMethodDoesNotRun() {
		assertThatExceptionOfType(IllegalLockKeyException.class).isThrownBy(() -> this.jobs.keyed("x".repeat(1001)))
			.withMessageContaining("'#id'")
			.withMessageContaining("Jobs.keyed(String)")
			.withMessageContaining("1001 characters");
		assertThatExceptionOfType(IllegalLockKeyException.class).isThrownBy(() -> this.jobs.keyed(null));
		assertThat(this.target.runs).isZero();
		assertThat(this.locks.calls).isEmpty();
	}

	@Test
	void contentionThrowsAndTheMethodDoesNotRun() {
		this.locks.heldElsewhere(JOB);
		assertThatExceptionOfType(LockNotAcquiredException.class).isThrownBy(this.jobs::run);
		assertThat(this.target.runs).isZero();
	}

	@Test
	void skipMakesOneAttemptAndReturnsNothing() {
		this.locks.heldElsewhere(JOB);
		assertThat(this.jobs.skip()).isNull();
		this.jobs.skipVoid();
		assertThat(this.jobs.skipOptional()).isEmpty();
		assertThat(this.jobs.skipStage().toCompletableFuture()).isCompletedWithValue(null);
		assertThat(this.locks.requests).allMatch((request) -> Duration.ZERO.equals(request.waitTime()));
		assertThat(this.target.runs).isZero();
	}

	@Test
	void skipWaitsIfItSaysForHowLong() {
		this.locks.heldElsewhere(JOB);
		assertThat(this.jobs.skipAfterWait()).isNull();
		assertThat(this.locks.calls).containsExactly("acquire job");
		assertThat(this.locks.requests.get(0).waitTime()).isEqualTo(Duration.ofSeconds(1));
		assertThat(this.target.runs).isZero();
	}

	@Test
	void skipDoesNotSwallowContentionOfTheBody() {
		LockNotAcquiredException inner = new LockNotAcquiredException(LockName.of("inner"), Duration.ZERO);
		this.target.body = () -> {
			throw inner;
		};
		assertThatThrownBy(this.jobs::skip).isSameAs(inner);
		assertThatThrownBy(this.jobs::skipAfterWait).isSameAs(inner);
	}

	@Test
	void missingQuorumIsNotContention() {
		this.locks.loseQuorum();
		assertThatExceptionOfType(QuorumUnavailableException.class).isThrownBy(this.jobs::run);
		assertThatExceptionOfType(QuorumUnavailableException.class).isThrownBy(this.jobs::skip);
		assertThat(this.jobs.stage().toCompletableFuture()).isCompletedExceptionally();
		assertThat(this.target.runs).isZero();
	}

	@Test
	void exceptionsOfTheBodyComeOutUnchanged() {
		for (Throwable failure : new Throwable[] { new IOException("checked"), new IllegalStateException("unchecked"),
				new AssertionError("error") }) {
			this.target.failure = failure;
			assertThatThrownBy(this.jobs::failing).isSameAs(failure).hasNoSuppressedExceptions();
			assertThat(this.locks.isHeld(JOB)).isFalse();
		}
	}

	@Test
	void failureToReleaseIsSuppressedByTheFailureOfTheBody() {
		IllegalStateException release = new IllegalStateException("release");
		this.locks.failReleases(release);
		this.target.failure = new IOException("body");
		assertThatThrownBy(this.jobs::failing).isSameAs(this.target.failure).hasSuppressedException(release);
	}

	@Test
	void failureToReleaseIsSuppressedByTheLoss() {
		IllegalStateException release = new IllegalStateException("release");
		this.locks.failReleases(release);
		this.target.body = () -> this.locks.lastLease().lose();
		assertThatExceptionOfType(LeaseLostException.class).isThrownBy(this.jobs::run)
			.satisfies((ex) -> assertThat(ex).hasSuppressedException(release));
	}

	@Test
	void lostLeaseTakesThePlaceOfTheResult() {
		this.target.body = () -> this.locks.lastLease().lose();
		assertThatExceptionOfType(LeaseLostException.class).isThrownBy(this.jobs::run);
		assertThat(this.locks.lastLease().releases()).isOne();
	}

	@Test
	void lostLeaseDoesNotHideTheFailureOfTheBody() {
		IllegalStateException failure = new IllegalStateException("body");
		this.target.body = () -> {
			this.locks.lastLease().lose();
			throw failure;
		};
		assertThatThrownBy(this.jobs::run).isSameAs(failure);
	}

	@Test
	void interruptedWaitSetsTheFlagAgainAndDoesNotRun() {
		this.locks.interruptNextWait();
		assertThatExceptionOfType(LockInterruptedException.class).isThrownBy(this.jobs::run)
			.withMessageContaining("Interrupted while waiting for lock 'job'")
			.withCauseInstanceOf(InterruptedException.class)
			.satisfies((ex) -> assertThat(ex.getLock()).isEqualTo(JOB));
		assertThat(Thread.interrupted()).isTrue();
		assertThat(this.target.runs).isZero();
	}

	@Test
	void interruptionOfTheBodyComesOutUnchanged() {
		this.target.failure = new InterruptedException("body");
		assertThatThrownBy(this.jobs::failing).isSameAs(this.target.failure);
	}

	@Test
	void stageHoldsTheLockUntilItIsComplete() {
		CompletableFuture<String> result = this.jobs.stage().toCompletableFuture();
		assertThat(this.locks.isHeld(JOB)).isTrue();
		assertThat(result).isNotDone();
		this.target.stage.complete("done");
		assertThat(this.locks.isHeld(JOB)).isFalse();
		assertThat(result).isCompletedWithValue("done");
	}

	@Test
	void stageThatFailsGivesTheLockBack() {
		CompletableFuture<String> result = this.jobs.stage().toCompletableFuture();
		IOException failure = new IOException("body");
		this.target.stage.completeExceptionally(failure);
		assertThat(this.locks.isHeld(JOB)).isFalse();
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(result::get).withCause(failure);
	}

	@Test
	void stageWhoseLeaseWasLostFails() {
		CompletableFuture<String> result = this.jobs.stage().toCompletableFuture();
		this.locks.lastLease().lose();
		this.target.stage.complete("done");
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(result::get)
			.withCauseInstanceOf(LeaseLostException.class);
	}

	@Test
	void stageThatIsCancelledCancelsTheWorkAndGivesTheLockBack() {
		CompletableFuture<String> result = this.jobs.future();
		assertThat(result.cancel(true)).isTrue();
		assertThat(this.target.stage).isCancelled();
		assertThat(this.locks.isHeld(JOB)).isFalse();
		assertThatExceptionOfType(CancellationException.class).isThrownBy(result::join);
	}

	@Test
	void stageThatIsNotEvenMadeGivesTheLockBack() {
		IllegalStateException failure = new IllegalStateException("body");
		this.target.body = () -> {
			throw failure;
		};
		assertThatThrownBy(this.jobs::stage).isSameAs(failure);
		assertThat(this.locks.isHeld(JOB)).isFalse();
		this.target.body = () -> {
		};
		this.target.stage = null;
		assertThat(this.jobs.stage()).isNull();
		assertThat(this.locks.isHeld(JOB)).isFalse();
	}

	@Test
	void contentionOfAStageFailsTheStage() {
		this.locks.heldElsewhere(JOB);
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> this.jobs.future().get())
			.withCauseInstanceOf(LockNotAcquiredException.class);
	}

	@Test
	void annotationOnAnInterfaceIsFoundByBothKindsOfProxies() {
		for (boolean classProxy : new boolean[] { true, false }) {
			Task task = proxy(new TaskImpl(), classProxy);
			assertThat(task.perform("7")).isEqualTo("7");
			assertThat(this.locks.lastLease().lock()).isEqualTo(LockName.of("task", "7"));
		}
	}

	@Test
	void annotationOnASuperclassAndOnAGenericMethodIsFound() {
		this.locks.calls.clear();
		GenericTask<String> task = proxy(new StringTask(), true);
		task.process("a");
		assertThat(this.locks.calls).containsExactly("acquire generic/a");
		proxy(new SubJobs(), true).run();
		assertThat(this.locks.calls).contains("acquire job");
	}

	@Test
	void composedAnnotationIsFound() {
		this.jobs.composed("eu");
		assertThat(this.locks.requests.get(0).lock()).isEqualTo(LockName.of("nightly", "eu"));
		assertThat(this.locks.calls).containsExactly("acquire nightly/eu");
	}

	@Test
	void methodWithoutAnnotationIsLeftAlone() {
		this.jobs.free();
		assertThat(this.locks.calls).isEmpty();
	}

	@Test
	void managerIsAskedForOnlyWhenAMethodIsCalled() {
		ProxyFactory factory = new ProxyFactory(this.target);
		factory.setProxyTargetClass(true);
		factory.addAdvisor(new DistributedLockAdvisor(() -> {
			throw new IllegalStateException("asked");
		}, new LeasedCalls(() -> AmbientTransaction.NONE, () -> CallTracer.NONE), new LockDefinitionReader(
				(text) -> text, () -> (name) -> LockTimes.UNSET, () -> new DeclaredNames(Set.of())), true, 0));
		Jobs proxy = (Jobs) factory.getProxy();
		assertThatIllegalStateException().isThrownBy(proxy::run).withMessage("asked");
		assertThat(this.target.runs).isZero();
	}

	private <T> T proxy(T target, boolean classProxy) {
		return LockedProxies.of(this.locks, target, classProxy);
	}

	static class Jobs {

		Runnable body = () -> {
		};

		Throwable failure;

		CompletableFuture<String> stage = new CompletableFuture<>();

		int runs;

		private String work() {
			this.runs++;
			this.body.run();
			return "done";
		}

		@DistributedLock("job")
		public String run() {
			return work();
		}

		@DistributedLock(name = "${shop}.timed", leaseTime = "${lease}", waitTime = "1500")
		public void timed() {
			work();
		}

		@DistributedLock(name = "orders", key = "#id")
		public void keyed(String id) {
			work();
		}

		@DistributedLock(name = "job", onContention = OnContention.SKIP)
		public String skip() {
			return work();
		}

		@DistributedLock(name = "job", onContention = OnContention.SKIP)
		public void skipVoid() {
			work();
		}

		@DistributedLock(name = "job", onContention = OnContention.SKIP)
		public Optional<String> skipOptional() {
			return Optional.of(work());
		}

		@DistributedLock(name = "job", onContention = OnContention.SKIP)
		public CompletionStage<String> skipStage() {
			work();
			return this.stage;
		}

		@DistributedLock(name = "job", onContention = OnContention.SKIP, waitTime = "1s")
		public String skipAfterWait() {
			return work();
		}

		@DistributedLock("job")
		public void failing() throws Exception {
			if (this.failure instanceof Error error) {
				throw error;
			}
			throw (Exception) this.failure;
		}

		@DistributedLock("job")
		public CompletionStage<String> stage() {
			work();
			return this.stage;
		}

		@DistributedLock("job")
		public CompletableFuture<String> future() {
			work();
			return this.stage;
		}

		@Nightly(region = "#region")
		public void composed(String region) {
			work();
		}

		public void free() {
			work();
		}

	}

	static class SubJobs extends Jobs {

		@Override
		public String run() {
			return "sub";
		}

	}

	interface Task {

		@DistributedLock(name = "task", key = "#id")
		String perform(String id);

	}

	static class TaskImpl implements Task {

		@Override
		public String perform(String id) {
			return id;
		}

	}

	abstract static class GenericTask<T> {

		@DistributedLock(name = "generic", key = "#item")
		public abstract void process(T item);

	}

	static class StringTask extends GenericTask<String> {

		@Override
		public void process(String item) {
		}

	}

	@Target(ElementType.METHOD)
	@Retention(RetentionPolicy.RUNTIME)
	@DistributedLock(name = "nightly", onContention = OnContention.SKIP)
	@interface Nightly {

		@AliasFor(annotation = DistributedLock.class, attribute = "key")
		String region();

	}

}
