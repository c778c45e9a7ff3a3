package io.quorumlock.integration;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.quorumlock.Lease;
import io.quorumlock.LeaseRequest;
import io.quorumlock.testing.Await;
import io.quorumlock.testing.RedisQuorum;
import io.quorumlock.testing.RedisServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Closed instances leave nothing behind, neither on the nodes nor in the JVM.
 */
@Timeout(30)
class CleanupTests {

	@Test
	void closedInstancesLeaveNoSessionNoOwnerAndNoThread() throws Exception {
		try (RedisQuorum quorum = RedisQuorum.start(3)) {
			try (Instance one = Instance.start("one", quorum); Instance two = Instance.start("two", quorum)) {
				one.election().campaign(ChildCommands.ROLE);
				two.election().campaign(ChildCommands.ROLE);
				for (int i = 0; i < 20; i++) {
					one.manager().acquire(LeaseRequest.of("released", "key-" + i)).close();
					assertThat(two.manager().acquire(LeaseRequest.of("held", "key-" + i)).isHeld()).isTrue();
				}
				CompletableFuture<Lease> waiting = one.manager()
					.acquireAsync(LeaseRequest.of("held", "key-1"))
					.toCompletableFuture();
				assertThat(waiting).isNotDone();
				Await.until("one leads", () -> !one.events().terms().isEmpty() || !two.events().terms().isEmpty());
			}
			quorum.servers().forEach(CleanupTests::assertClean);
		}
		Await.until("callback threads have ended", () -> lockThreads().isEmpty());
	}

	private static void assertClean(RedisServer server) {
		try (Keyspace keyspace = Keyspace.of(server)) {
			assertThat(keyspace.sessions()).isEmpty();
			assertThat(keyspace.names()).hasSizeGreaterThan(35)
				.noneMatch(keyspace::hasOwner)
				.allMatch(keyspace::expires);
		}
	}

	private static List<String> lockThreads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map(Thread::getName)
			.filter((name) -> name.startsWith("lock-"))
			.toList();
	}

}
