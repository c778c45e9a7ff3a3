package io.quorumlock.integration;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.quorumlock.Lease;
import io.quorumlock.LeaseRequest;
import io.quorumlock.testing.Await;
import io.quorumlock.testing.RedisQuorum;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Callers do not notice that a minority of the nodes is gone.
 */
@Timeout(30)
class MinorityTests {

	private static final LeaseRequest HELD = LeaseRequest.of("held");

	private static final Duration LEASE_TIME = Duration.ofSeconds(2);

	private static final Duration NODE_TIMEOUT = Duration.ofMillis(300);

	/**
	 * How often a busy machine may stall this JVM. To wait for a stopped node would cost
	 * more: three timeouts until its breaker opens, and one each time that tries again.
	 */
	private static final int STALLS = 2;

	private static final Duration SEVERAL_LEASE_TIMES = LEASE_TIME.multipliedBy(2);

	@Test
	void oneOfThreeStopped() throws Exception {
		assertNobodyNotices(3, (quorum) -> quorum.server(1).pause());
	}

	@Test
	void twoOfFiveStoppedAndKilled() throws Exception {
		assertNobodyNotices(5, (quorum) -> {
			quorum.server(0).pause();
			quorum.server(3).kill();
		});
	}

	private static void assertNobodyNotices(int nodes, Fault fault) throws InterruptedException {
		try (RedisQuorum quorum = RedisQuorum.start(nodes);
				Instance one = Instance.start(settings("one", quorum));
				Instance two = Instance.start(settings("two", quorum))) {
			AtomicInteger losses = new AtomicInteger();
			Lease held = one.manager().acquire(HELD);
			held.onLost(losses::incrementAndGet);
			acquireAgainAndAgain(two, Duration.ofMillis(300));
			fault.strike(quorum);
			List<Duration> latencies = acquireAgainAndAgain(two, SEVERAL_LEASE_TIMES);
			assertThat(held.isHeld()).isTrue();
			assertThat(losses).hasValue(0);
			assertThat(two.manager().tryAcquire(HELD)).isEmpty();
			assertThat(latencies).filteredOn((latency) -> latency.compareTo(NODE_TIMEOUT) >= 0)
				.hasSizeLessThanOrEqualTo(STALLS);
			held.close();
			assertThat(two.manager().tryAcquire(HELD)).isPresent();
		}
	}

	private static InstanceSettings settings(String id, RedisQuorum quorum) {
		return InstanceSettings.of(id, quorum).withLeaseTime(LEASE_TIME).withNodeTimeout(NODE_TIMEOUT);
	}

	/**
	 * Acquires and gives back for a while.
	 * @return how long each acquisition took
	 */
	private static List<Duration> acquireAgainAndAgain(Instance instance, Duration duration) {
		List<Duration> latencies = new ArrayList<>();
		long end = System.nanoTime() + duration.toNanos();
		Await.until(duration + " have passed", () -> {
			long start = System.nanoTime();
			Lease lease = instance.tryAcquire(LeaseRequest.of("other")).orElseThrow();
			latencies.add(Duration.ofNanos(System.nanoTime() - start));
			lease.close();
			return System.nanoTime() - end >= 0;
		});
		return latencies;
	}

	@FunctionalInterface
	private interface Fault {

		void strike(RedisQuorum quorum);

	}

}
