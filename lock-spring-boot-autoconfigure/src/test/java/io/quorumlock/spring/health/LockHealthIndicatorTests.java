package io.quorumlock.spring.health;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.quorumlock.NodeHealth;
import io.quorumlock.QuorumHealth;
import io.quorumlock.spring.fake.FakeLockManager;
import org.junit.jupiter.api.Test;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LockHealthIndicator}.
 */
class LockHealthIndicatorTests {

	private static final NodeHealth UP = new NodeHealth("a:1", true, true, Duration.ofNanos(1_234_567), "CLOSED", "");

	private static final NodeHealth DOWN = new NodeHealth("b:2", false, false, null, "OPEN", "refused");

	private final FakeLockManager locks = new FakeLockManager();

	@Test
	void upWithAQuorum() {
		this.locks.health = new QuorumHealth(1, List.of(UP, DOWN));
		Health health = new LockHealthIndicator(this.locks).health();
		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails()).isEqualTo(Map.of("nodesNeeded", 1, "nodesVoting", 1, "nodes",
				Map.of("a:1", Map.of("status", "UP", "voting", true, "latencyMillis", 1.234, "breaker", "CLOSED"),
						"b:2", Map.of("status", "DOWN", "voting", false, "breaker", "OPEN", "detail", "refused"))));
	}

	@Test
	void outOfServiceWithoutAQuorum() {
		this.locks.health = new QuorumHealth(2, List.of(UP, DOWN));
		assertThat(new LockHealthIndicator(this.locks).health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
	}

	@Test
	void downIfTheManagerFails() {
		FakeLockManager broken = new FakeLockManager() {

			@Override
			public CompletionStage<QuorumHealth> health() {
				return CompletableFuture.failedFuture(new IllegalStateException("closed"));
			}

		};
		assertThat(new LockHealthIndicator(broken).health().getStatus()).isEqualTo(Status.DOWN);
	}

}
