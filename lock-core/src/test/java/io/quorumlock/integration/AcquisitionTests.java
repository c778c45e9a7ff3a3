package io.quorumlock.integration;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.quorumlock.Lease;
import io.quorumlock.LeaseRequest;
import io.quorumlock.LockNotAcquiredException;
import io.quorumlock.testing.RedisQuorum;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Acquire, release and contention between two instances.
 */
@Timeout(30)
class AcquisitionTests {

	private static final LeaseRequest ORDER = LeaseRequest.of("orders", "42");

	@ParameterizedTest
	@ValueSource(ints = { 1, 3, 5 })
	void oneHoldsAndTheOtherFollows(int nodes) throws Exception {
		try (RedisQuorum quorum = RedisQuorum.start(nodes);
				Instance one = Instance.start("one", quorum);
				Instance two = Instance.start("two", quorum)) {
			Lease first = one.manager().acquire(ORDER);
			assertThat(first.isHeld()).isTrue();
			assertThat(one.manager().tryAcquire(ORDER)).isEmpty();
			assertThat(two.manager().tryAcquire(ORDER)).isEmpty();
			assertThat(two.manager().tryAcquire(LeaseRequest.of("orders", "43"))).isPresent();
			assertThatExceptionOfType(LockNotAcquiredException.class)
				.isThrownBy(() -> two.manager().acquire(ORDER.withWaitTime(Duration.ofMillis(50))))
				.satisfies((ex) -> assertThat(ex.getElapsed()).isGreaterThanOrEqualTo(Duration.ofMillis(50)));
			CompletableFuture<Lease> waiting = two.manager().acquireAsync(ORDER).toCompletableFuture();
			first.close();
			assertThat(first.isHeld()).isFalse();
			assertThat(waiting).succeedsWithin(5, TimeUnit.SECONDS)
				.satisfies((second) -> assertThat(second.fencingToken()).isGreaterThan(first.fencingToken()));
			assertThat(one.manager().tryAcquire(ORDER)).isEmpty();
			waiting.join().close();
			Optional<Lease> third = one.manager().tryAcquire(ORDER);
			assertThat(third).isPresent();
		}
	}

}
