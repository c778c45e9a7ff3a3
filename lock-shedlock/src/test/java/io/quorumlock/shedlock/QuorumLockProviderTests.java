package io.quorumlock.shedlock;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.quorumlock.Lease;
import io.quorumlock.LeaseRequest;
import io.quorumlock.LockManager;
import io.quorumlock.LockName;
import io.quorumlock.QuorumUnavailableException;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.SimpleLock;
import net.javacrumbs.shedlock.support.LockException;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.BDDMockito.willThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;

/**
 * Tests for {@link QuorumLockProvider} on a lock manager of which the test decides.
 */
class QuorumLockProviderTests {

	private static final LockName REPORT = LockName.of("shedlock", "report");

	private final LockManager manager = mock();

	private final Lease lease = mock();

	private final QuorumLockProvider provider = new QuorumLockProvider(this.manager);

	@Test
	void boundsOfTheHoldAreThoseOfTheConfiguration() throws InterruptedException {
		lock(configuration(Duration.ofMinutes(5), Duration.ofSeconds(10)));
		assertThat(request())
			.isEqualTo(LeaseRequest.of(REPORT).withMaxHold(Duration.ofMinutes(5)).withMinHold(Duration.ofSeconds(10)));
	}

	@Test
	void leastHoldMayBeNone() throws InterruptedException {
		lock(configuration(Duration.ofMinutes(5), Duration.ZERO));
		assertThat(request().minHold()).isNull();
	}

	@Test
	void mostHoldMayBeNone() throws InterruptedException {
		lock(configuration(Duration.ZERO, Duration.ofSeconds(-1)));
		assertThat(request()).isEqualTo(LeaseRequest.of(REPORT).withMaxHold(Duration.ofMillis(1)));
	}

	@Test
	void namesMayHaveAnyCharacters() throws InterruptedException {
		lock(new LockConfiguration(Instant.EPOCH, "daily report/ü", Duration.ofMinutes(5), Duration.ZERO));
		assertThat(request().lock()).isEqualTo(LockName.of("shedlock", "daily report/ü"));
	}

	@Test
	void lockHeldElsewhereIsEmpty() throws InterruptedException {
		given(this.manager.tryAcquire(any())).willReturn(Optional.empty());
		assertThat(this.provider.lock(minutes(5))).isEmpty();
	}

	@Test
	void noQuorumIsToldApart() throws InterruptedException {
		willThrow(new QuorumUnavailableException(REPORT, Duration.ZERO, 2, List.of())).given(this.manager)
			.tryAcquire(any());
		assertThatExceptionOfType(QuorumUnavailableException.class).isThrownBy(() -> this.provider.lock(minutes(5)));
	}

	@Test
	void interruptionIsToldAndKept() throws InterruptedException {
		willThrow(InterruptedException.class).given(this.manager).tryAcquire(any());
		assertThatExceptionOfType(LockException.class).isThrownBy(() -> this.provider.lock(minutes(5)))
			.withMessageContaining("report");
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void unlockGivesTheLeaseBackOnce() throws InterruptedException {
		SimpleLock lock = lock(minutes(5));
		lock.unlock();
		assertThatIllegalStateException().isThrownBy(lock::unlock);
		then(this.lease).should().close();
	}

	@Test
	void extensionKeepsTheLeaseAndBoundsItAnew() throws InterruptedException {
		SimpleLock lock = lock(minutes(5));
		given(this.lease.extend(Duration.ofMinutes(7), Duration.ofSeconds(3))).willReturn(true);
		SimpleLock extended = lock.extend(Duration.ofMinutes(7), Duration.ofSeconds(3)).orElseThrow();
		then(this.lease).should(never()).close();
		assertThatIllegalStateException().isThrownBy(lock::unlock);
		assertThatIllegalStateException().isThrownBy(() -> lock.extend(Duration.ofMinutes(7), Duration.ZERO));
		extended.unlock();
		then(this.lease).should().close();
	}

	@Test
	void whatWasLostIsNotExtended() throws InterruptedException {
		SimpleLock lock = lock(minutes(5));
		given(this.lease.extend(any(), any())).willReturn(false);
		assertThat(lock.extend(Duration.ofMinutes(7), Duration.ZERO)).isEmpty();
	}

	private SimpleLock lock(LockConfiguration configuration) throws InterruptedException {
		given(this.manager.tryAcquire(any())).willReturn(Optional.of(this.lease));
		return this.provider.lock(configuration).orElseThrow();
	}

	private LeaseRequest request() throws InterruptedException {
		ArgumentCaptor<LeaseRequest> captor = ArgumentCaptor.captor();
		then(this.manager).should().tryAcquire(captor.capture());
		return captor.getValue();
	}

	private static LockConfiguration minutes(long most) {
		return configuration(Duration.ofMinutes(most), Duration.ZERO);
	}

	private static LockConfiguration configuration(Duration most, Duration least) {
		return new LockConfiguration(Instant.EPOCH, "report", most, least);
	}

}
