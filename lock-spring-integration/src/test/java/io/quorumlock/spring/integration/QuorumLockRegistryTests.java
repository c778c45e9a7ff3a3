package io.quorumlock.spring.integration;

import java.time.Duration;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;

import io.quorumlock.FencingToken;
import io.quorumlock.Lease;
import io.quorumlock.LeaseLostException;
import io.quorumlock.LeaseRequest;
import io.quorumlock.LockManager;
import io.quorumlock.LockName;
import io.quorumlock.LockNotAcquiredException;
import io.quorumlock.QuorumUnavailableException;
import io.quorumlock.time.Ticker;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;

import org.springframework.integration.support.locks.DistributedLock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.BDDMockito.willThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;

/**
 * Tests for {@link QuorumLockRegistry} on a lock manager of which the test decides.
 */
// When each lock is given back is what is tested
@SuppressWarnings("LockNotBeforeTry")
class QuorumLockRegistryTests {

	private static final LockName FOO = LockName.of("spring-integration", "foo");

	private final LockManager manager = mock();

	private final Lease lease = mock();

	private final Ticker ticker = mock();

	private final QuorumLockRegistry registry = new QuorumLockRegistry(this.manager, "spring-integration", this.ticker);

	private final DistributedLock lock = this.registry.obtain("foo");

	@BeforeEach
	void free() throws InterruptedException {
		given(this.manager.tryAcquire(any())).willReturn(Optional.of(this.lease));
		given(this.manager.acquire(any())).willReturn(this.lease);
	}

	@Test
	void aKeyHasOneLock() {
		assertThat(this.registry.obtain("foo")).isSameAs(this.lock);
		assertThat(this.registry.obtain("bar")).isNotSameAs(this.lock);
	}

	@Test
	void keysMayHaveAnyCharacters() throws InterruptedException {
		this.registry.obtain("a b/ü").lock();
		assertThat(request().lock()).isEqualTo(LockName.of("spring-integration", "a b/ü"));
	}

	@Test
	void registriesOfAnotherNameHaveOtherLocks() throws InterruptedException {
		new QuorumLockRegistry(this.manager, "leaders").obtain("foo").lock();
		assertThat(request().lock()).isEqualTo(LockName.of("leaders", "foo"));
	}

	@Test
	void keysThatAreNoTextAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.registry.obtain(new Object()))
			.withMessageContaining("text");
	}

	@Test
	void nestedLocksAreOneLeaseUntilTheOutermostUnlock() throws InterruptedException {
		this.lock.lock();
		this.lock.lockInterruptibly();
		assertThat(this.lock.tryLock()).isTrue();
		assertThat(this.lock.tryLock(1, TimeUnit.SECONDS)).isTrue();
		then(this.manager).should().acquire(any());
		then(this.manager).shouldHaveNoMoreInteractions();
		this.lock.unlock();
		this.lock.unlock();
		this.lock.unlock();
		then(this.lease).should(never()).close();
		this.lock.unlock();
		then(this.lease).should().close();
	}

	@Test
	void tryLockAsksOnce() throws InterruptedException {
		assertThat(this.lock.tryLock()).isTrue();
		then(this.manager).should().tryAcquire(LeaseRequest.of(FOO));
	}

	@Test
	void tryLockIsFalseAndHoldsNothingIfContended() throws Exception {
		given(this.manager.tryAcquire(any())).willReturn(Optional.empty());
		assertThat(this.lock.tryLock()).isFalse();
		assertThatNotOwned();
		given(this.manager.tryAcquire(any())).willReturn(Optional.of(this.lease));
		assertThat(tryLockElsewhere(Duration.ZERO)).isTrue();
	}

	@Test
	void tryLockIsFalseWhileAnotherThreadHolds() throws Exception {
		this.lock.lock();
		assertThat(tryLockElsewhere(Duration.ZERO)).isFalse();
		assertThat(tryLockElsewhere(Duration.ofMillis(1))).isFalse();
		then(this.manager).should(never()).tryAcquire(any());
		this.lock.unlock();
		assertThat(tryLockElsewhere(Duration.ZERO)).isTrue();
	}

	@Test
	void tryLockWaitsForWhatTheLocalQueueLeft() throws InterruptedException {
		given(this.ticker.nanos()).willReturn(0L, TimeUnit.MILLISECONDS.toNanos(300));
		assertThat(this.lock.tryLock(1, TimeUnit.SECONDS)).isTrue();
		assertThat(request().waitTime()).isEqualTo(Duration.ofMillis(700));
	}

	@Test
	void tryLockAttemptsOnceIfTheLocalQueueLeftNothing() throws InterruptedException {
		given(this.ticker.nanos()).willReturn(0L, TimeUnit.MILLISECONDS.toNanos(1300));
		assertThat(this.lock.tryLock(1, TimeUnit.SECONDS)).isTrue();
		assertThat(request().waitTime()).isZero();
	}

	@Test
	void tryLockMayWaitForEver() throws InterruptedException {
		assertThat(this.lock.tryLock(Long.MAX_VALUE, TimeUnit.MILLISECONDS)).isTrue();
		assertThat(this.registry.obtain("bar").tryLock(Duration.ofSeconds(Long.MAX_VALUE), Duration.ofSeconds(1)))
			.isTrue();
	}

	@Test
	void tryLockIsFalseWhenTheWaitIsOver() throws InterruptedException {
		willThrow(new LockNotAcquiredException(FOO, Duration.ofSeconds(1))).given(this.manager).acquire(any());
		assertThat(this.lock.tryLock(1, TimeUnit.SECONDS)).isFalse();
		assertThatNotOwned();
	}

	@Test
	void lockGoesOnWaiting() throws InterruptedException {
		given(this.manager.acquire(any())).willThrow(new LockNotAcquiredException(FOO, Duration.ofSeconds(10)))
			.willThrow(new LockNotAcquiredException(FOO, Duration.ofSeconds(10)))
			.willReturn(this.lease);
		this.lock.lock();
		then(this.manager).should(times(3)).acquire(any());
		this.lock.unlock();
		then(this.lease).should().close();
	}

	@Test
	void noQuorumIsToldAndLeavesNothingHeld() throws Exception {
		QuorumUnavailableException failure = new QuorumUnavailableException(FOO, Duration.ZERO, 2, List.of());
		willThrow(failure).given(this.manager).acquire(any());
		willThrow(failure).given(this.manager).tryAcquire(any());
		assertThatExceptionOfType(QuorumUnavailableException.class).isThrownBy(this.lock::lock);
		assertThatExceptionOfType(QuorumUnavailableException.class).isThrownBy(this.lock::lockInterruptibly);
		assertThatExceptionOfType(QuorumUnavailableException.class).isThrownBy(this.lock::tryLock);
		assertThatExceptionOfType(QuorumUnavailableException.class)
			.isThrownBy(() -> this.lock.tryLock(1, TimeUnit.SECONDS));
		assertThatNotOwned();
	}

	@Test
	void lockAndTryLockAreNotInterrupted() throws InterruptedException {
		given(this.manager.acquire(any())).willThrow(InterruptedException.class).willReturn(this.lease);
		this.lock.lock();
		assertThat(Thread.interrupted()).isTrue();
		this.lock.unlock();
		given(this.manager.tryAcquire(any())).willThrow(InterruptedException.class).willReturn(Optional.of(this.lease));
		assertThat(this.lock.tryLock()).isTrue();
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void interruptedWaitHoldsNothing() throws Exception {
		willThrow(InterruptedException.class).given(this.manager).acquire(any());
		assertThatExceptionOfType(InterruptedException.class).isThrownBy(this.lock::lockInterruptibly);
		assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> this.lock.tryLock(1, TimeUnit.SECONDS));
		assertThatNotOwned();
		assertThat(tryLockElsewhere(Duration.ZERO)).isTrue();
	}

	@Test
	void timeToLiveIsTheLongestHold() throws InterruptedException {
		this.lock.lock(Duration.ofSeconds(5));
		assertThat(request().maxHold()).isEqualTo(Duration.ofSeconds(5));
	}

	@Test
	void timeToLiveOfTryLockIsTheLongestHold() throws InterruptedException {
		assertThat(this.lock.tryLock(Duration.ofSeconds(1), Duration.ofSeconds(5))).isTrue();
		assertThat(request())
			.isEqualTo(LeaseRequest.of(FOO).withWaitTime(Duration.ofSeconds(1)).withMaxHold(Duration.ofSeconds(5)));
	}

	@Test
	void unlockByAnotherThreadIsRefused() throws Exception {
		this.lock.lock();
		assertThatIllegalStateException().isThrownBy(() -> elsewhere(() -> {
			this.lock.unlock();
			return null;
		})).withMessageContaining("You do not own");
		then(this.lease).should(never()).close();
		this.lock.unlock();
	}

	@Test
	void unlockTellsOfALossAndFreesTheLock() {
		this.lock.lock();
		lose();
		assertThatExceptionOfType(ConcurrentModificationException.class).isThrownBy(this.lock::unlock)
			.withCauseInstanceOf(LeaseLostException.class);
		assertThatNotOwned();
		this.lock.lock();
	}

	@Test
	void lockingAgainUnderALostLeaseIsToldOfTheLoss() throws InterruptedException {
		this.lock.lock();
		lose();
		assertThatExceptionOfType(ConcurrentModificationException.class).isThrownBy(this.lock::lock);
		assertThatExceptionOfType(ConcurrentModificationException.class).isThrownBy(this.lock::tryLock);
		assertThatExceptionOfType(ConcurrentModificationException.class)
			.isThrownBy(() -> this.lock.tryLock(1, TimeUnit.SECONDS));
		then(this.manager).should().acquire(any());
		assertThatExceptionOfType(ConcurrentModificationException.class).isThrownBy(this.lock::unlock);
		assertThatNotOwned();
	}

	@Test
	void failingReleaseLeavesTheLockFree() {
		this.lock.lock();
		willThrow(new IllegalStateException("closed")).given(this.lease).close();
		assertThatIllegalStateException().isThrownBy(this.lock::unlock).withMessage("closed");
		assertThatNotOwned();
	}

	@Test
	void renewalMovesTheEndOfTheLongestHold() {
		given(this.lease.extend(any(), any())).willReturn(true);
		this.lock.lock();
		this.registry.renewLock("foo");
		then(this.lease).should().extend(null, null);
		this.registry.renewLock("foo", Duration.ofSeconds(5));
		then(this.lease).should().extend(Duration.ofSeconds(5), null);
	}

	@Test
	void renewalOfWhatIsNotHeldIsRefused() {
		assertThatIllegalStateException().isThrownBy(() -> this.registry.renewLock("foo"));
		this.lock.lock();
		assertThatIllegalStateException().isThrownBy(() -> elsewhere(() -> {
			this.registry.renewLock("foo");
			return null;
		}));
	}

	@Test
	void renewalOfALostLeaseIsRefused() {
		this.lock.lock();
		assertThatIllegalStateException().isThrownBy(() -> this.registry.renewLock("foo"))
			.withMessageContaining("lost");
	}

	@Test
	void conditionsAreNotSupported() {
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(this.lock::newCondition);
	}

	@Test
	void expiryLeavesLocksInUseAlone() {
		Lock held = this.registry.obtain("foo");
		held.lock();
		this.registry.expireUnusedOlderThan(-1);
		assertThat(this.registry.obtain("foo")).isSameAs(held);
	}

	private void lose() {
		willThrow(new LeaseLostException(FOO, Duration.ZERO, new FencingToken(1), "was lost")).given(this.lease)
			.ensureHeld();
	}

	private void assertThatNotOwned() {
		assertThatIllegalStateException().isThrownBy(this.lock::unlock).withMessageContaining("You do not own");
	}

	private LeaseRequest request() throws InterruptedException {
		ArgumentCaptor<LeaseRequest> captor = ArgumentCaptor.captor();
		then(this.manager).should().acquire(captor.capture());
		return captor.getValue();
	}

	private boolean tryLockElsewhere(Duration wait) throws Exception {
		Boolean locked = elsewhere(
				() -> wait.isZero() ? this.lock.tryLock() : this.lock.tryLock(wait.toNanos(), TimeUnit.NANOSECONDS));
		return locked;
	}

	private static <T> T elsewhere(Callable<T> task) throws Exception {
		FutureTask<T> future = new FutureTask<>(task);
		new Thread(future).start();
		try {
			return future.get(10, TimeUnit.SECONDS);
		}
		catch (ExecutionException ex) {
			throw (Exception) ex.getCause();
		}
	}

}
