package io.quorumlock.spring.autoconfigure;

import java.util.List;
import java.util.stream.Stream;

import io.quorumlock.Lease;
import io.quorumlock.LeaseRequest;
import io.quorumlock.LockManager;
import io.quorumlock.testing.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.utility.DockerImageName;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests a quorum of three containers, given to the application as one
 * {@link LockConnectionDetails}.
 */
@EnabledIf(value = "dockerIsThere", disabledReason = "No Docker engine was found on this machine")
class TestcontainersQuorumTests {

	static boolean dockerIsThere() {
		return DockerClientFactory.instance().isDockerAvailable();
	}

	@Test
	void excludesOnThreeNodesAndOnTwo() {
		List<GenericContainer<?>> servers = Stream.generate(TestcontainersQuorumTests::redis).limit(3).toList();
		try {
			Startables.deepStart(servers).join();
			ApplicationContextRunner runner = new ApplicationContextRunner()
				.withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class, LockAutoConfiguration.class))
				.withPropertyValues("lock.node-timeout=500ms")
				.withBean(LockConnectionDetails.class, () -> () -> servers.stream()
					.map((server) -> LockConnectionDetails.Node.of(server.getHost(), server.getMappedPort(6379)))
					.toList());
			runner.run((one) -> runner.run((two) -> {
				excludes(one.getBean(LockManager.class), two.getBean(LockManager.class));
				servers.get(0).stop();
				excludes(two.getBean(LockManager.class), one.getBean(LockManager.class));
			}));
		}
		finally {
			servers.forEach(GenericContainer::stop);
		}
	}

	private static void excludes(LockManager holder, LockManager other) throws InterruptedException {
		LeaseRequest request = LeaseRequest.of("job");
		Await.until("both have a quorum", () -> hasQuorum(holder) && hasQuorum(other));
		try (Lease lease = holder.tryAcquire(request).orElseThrow()) {
			assertThat(other.tryAcquire(request)).isEmpty();
			assertThat(lease.isHeld()).isTrue();
		}
		other.tryAcquire(request).orElseThrow().close();
	}

	private static boolean hasQuorum(LockManager manager) {
		return manager.health().toCompletableFuture().join().hasQuorum();
	}

	@SuppressWarnings("resource")
	private static GenericContainer<?> redis() {
		return new GenericContainer<>(DockerImageName.parse("redis:7.4-alpine")).withExposedPorts(6379);
	}

}
