package io.quorumlock.spring.autoconfigure;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.quorumlock.LockManager;
import io.quorumlock.spring.autoconfigure.LockConnectionDetails.Node;
import io.quorumlock.testing.RedisQuorum;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.beans.BeanUtils;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.docker.compose.core.ConnectionPorts;
import org.springframework.boot.docker.compose.core.ImageReference;
import org.springframework.boot.docker.compose.core.RunningService;
import org.springframework.boot.docker.compose.lifecycle.DockerComposeServicesReadyEvent;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for a quorum of services that Docker Compose started. No container runs: what
 * Spring Boot is told leads to servers that are there already.
 */
class DockerComposeQuorumTests {

	private static final String LABEL = "org.springframework.boot.service-connection";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class, LockAutoConfiguration.class))
		.withPropertyValues("lock.node-timeout=1s", "lock.nodes=redis://unused:1");

	@Test
	void servicesOfDockerComposeMakeAQuorum() {
		try (RedisQuorum quorum = RedisQuorum.start(3)) {
			List<RunningService> services = Stream
				.concat(quorum.servers().stream().map((server) -> service(server.port(), Map.of(LABEL, "lock"))),
						Stream.of(service(1, Map.of())))
				.toList();
			this.runner.withInitializer((context) -> ready(context, services)).run((context) -> {
				assertThat(context.getBean(LockConnectionDetails.class).getNodes()).extracting(Node::port)
					.containsExactlyInAnyOrderElementsOf(
							quorum.servers().stream().map((server) -> server.port()).toList());
				assertThat(context).hasSingleBean(DataRedisConnectionDetails.class);
				quorum.awaitVotes(context.getBean(LockManager.class));
			});
		}
	}

	// As Spring Boot does once all services run
	@SuppressWarnings("unchecked")
	private static void ready(ApplicationContext context, List<RunningService> services) {
		try {
			Object event = BeanUtils.instantiateClass(
					DockerComposeServicesReadyEvent.class.getDeclaredConstructor(ApplicationContext.class, List.class),
					context, services);
			Class<?> listener = ClassUtils.forName("org.springframework.boot.docker.compose.service.connection."
					+ "DockerComposeServiceConnectionsApplicationListener", null);
			((ApplicationListener<DockerComposeServicesReadyEvent>) BeanUtils
				.instantiateClass(listener.getDeclaredConstructor()))
				.onApplicationEvent((DockerComposeServicesReadyEvent) event);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static RunningService service(int port, Map<String, String> labels) {
		return new Service("redis-" + port, port, labels);
	}

	private record Service(String name, int port, Map<String, String> labels) implements RunningService {

		@Override
		public ImageReference image() {
			return ImageReference.of("redis:7.4");
		}

		@Override
		public String host() {
			return "127.0.0.1";
		}

		@Override
		public ConnectionPorts ports() {
			return new Ports(this.port);
		}

		@Override
		public Map<String, @Nullable String> env() {
			return Map.of();
		}

	}

	private record Ports(int port) implements ConnectionPorts {

		@Override
		public int get(int containerPort) {
			assertThat(containerPort).isEqualTo(6379);
			return this.port;
		}

		@Override
		public List<Integer> getAll() {
			return List.of(this.port);
		}

		@Override
		public List<Integer> getAll(@Nullable String protocol) {
			return getAll();
		}

	}

}
