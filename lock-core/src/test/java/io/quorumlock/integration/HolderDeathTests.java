package io.quorumlock.integration;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.quorumlock.Lease;
import io.quorumlock.LeaseRequest;
import io.quorumlock.testing.RedisQuorum;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A holder that dies without a word frees the lock by itself.
 */
@Timeout(30)
class HolderDeathTests {

	private static final String NAME = "orders";

	private static final Duration LEASE_TIME = Duration.ofSeconds(2);

	@Test
	void lockOfKilledJvmIsFreeOnceItsLeaseIsOver() {
		try (RedisQuorum quorum = RedisQuorum.start(3);
				Instance heir = Instance.start("heir", quorum);
				ChildInstance holder = ChildInstance
					.start(InstanceSettings.of("holder", quorum).withLeaseTime(LEASE_TIME))) {
			List<Keyspace> keyspaces = quorum.servers().stream().map(Keyspace::of).toList();
			assertThat(holder.ask("acquire " + NAME)).isEqualTo("acquired");
			CompletableFuture<Long> inherited = Threads.start(() -> {
				Lease lease = heir.manager().acquire(LeaseRequest.of(NAME));
				assertThat(lease.isHeld()).isTrue();
				return System.nanoTime();
			});
			long killedAt = holder.kill();
			long freeAt = freeAt(keyspaces);
			Duration wait = Duration.ofNanos(inherited.join() - killedAt);
			Duration free = Duration.ofNanos(freeAt - killedAt);
			keyspaces.forEach(Keyspace::close);
			Figures.show("Lock of a killed JVM: free after %d ms, held by another after %d ms"
				.formatted(free.toMillis(), wait.toMillis()));
			assertThat(wait).isGreaterThanOrEqualTo(free.minusMillis(2));
			assertThat(wait).isLessThan(free.plus(InstanceSettings.RETRY.maxInterval()).plus(InstanceSettings.SLACK));
			assertThat(wait).isLessThan(LEASE_TIME.plus(InstanceSettings.drift(LEASE_TIME))
				.plus(InstanceSettings.RETRY.maxInterval())
				.plus(InstanceSettings.SLACK));
		}
	}

	/**
	 * When a majority of the nodes will have forgotten the holder's session.
	 */
	private static long freeAt(List<Keyspace> keyspaces) {
		return keyspaces.stream()
			.map((keyspace) -> System.nanoTime() + Duration.ofMillis(keyspace.remainingMillis(NAME)).toNanos())
			.sorted()
			.skip(keyspaces.size() / 2)
			.findFirst()
			.orElseThrow();
	}

}
