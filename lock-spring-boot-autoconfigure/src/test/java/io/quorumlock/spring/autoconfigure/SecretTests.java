package io.quorumlock.spring.autoconfigure;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quorumlock.Lease;
import io.quorumlock.LeaseRequest;
import io.quorumlock.LockManager;
import io.quorumlock.election.LeaderElection;
import io.quorumlock.election.LeadershipEvent;
import io.quorumlock.event.LockEvent;
import io.quorumlock.spring.observation.LockMetrics;
import io.quorumlock.testing.Await;
import io.quorumlock.testing.RedisServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.context.ServerPortInfoApplicationContextInitializer;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests that passwords and the ids of sessions appear nowhere: not in logs, endpoints,
 * health, events, metrics, the audit log, exceptions, or what beans say of themselves.
 */
@ExtendWith(OutputCaptureExtension.class)
class SecretTests {

	private static final String SECRET = "p1anted-secret";

	private static final String SESSIONS = "lock:v1:session:";

	private final List<String> seen = new CopyOnWriteArrayList<>();

	@TempDir
	private Path directory;

	@Test
	void secretsAppearNowhere(CapturedOutput output) {
		try (RedisServer one = RedisServer.start("--requirepass", SECRET);
				RedisServer two = RedisServer.start("--requirepass", SECRET);
				RedisServer three = RedisServer.start("--requirepass", SECRET)) {
			Path audit = this.directory.resolve("locks.audit");
			Stream<String> nodes = Stream.of(one, two, three)
				.map((server) -> "redis://:" + SECRET + "@127.0.0.1:" + server.port());
			runner(nodes.collect(Collectors.joining(",")), audit).run((context) -> {
				LockManager locks = context.getBean(LockManager.class);
				Lease lease = locks.acquire(LeaseRequest.of("orders", "42"));
				this.seen.add(lease.toString());
				context.getBean(LeaderElection.class).campaign("reports");
				Await.until("it leads", () -> context.getBean(LeaderElection.class).leadership("reports").isLeader());
				Set<String> sessions = sessions(one.port());
				assertThat(sessions).isNotEmpty();
				lookEverywhere(context);
				two.kill();
				three.kill();
				Throwable failure = catchThrowable(() -> locks.acquire(LeaseRequest.of("orders", "43")));
				this.seen.add(failure + " " + failure.getCause() + " " + List.of(failure.getSuppressed()));
				lookEverywhere(context);
				this.seen.add(Files.readString(audit));
				assertThat(Stream.concat(this.seen.stream(), Stream.of(output.getAll())))
					.allSatisfy((text) -> assertThat(text).doesNotContain(SECRET).doesNotContain(sessions));
			});
		}
	}

	@Test
	void wrongSecretDoesNotAppearEither(CapturedOutput output) {
		try (RedisServer redis = RedisServer.start("--requirepass", "p1anted-other")) {
			runner("redis://:" + SECRET + "@127.0.0.1:" + redis.port(), this.directory.resolve("locks.audit"))
				.withPropertyValues("lock.startup-check=fail")
				.run((context) -> {
					Throwable failure = context.getStartupFailure();
					for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
						this.seen.add(cause.toString());
					}
					assertThat(this.seen).isNotEmpty();
					assertThat(Stream.concat(this.seen.stream(), Stream.of(output.getAll())))
						.allSatisfy((text) -> assertThat(text).doesNotContain(SECRET));
				});
		}
	}

	private WebApplicationContextRunner runner(String nodes, Path audit) {
		return new WebApplicationContextRunner(AnnotationConfigServletWebServerApplicationContext::new)
			.withInitializer(new ServerPortInfoApplicationContextInitializer())
			.withUserConfiguration(WebServer.class)
			.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withBean(Listener.class, () -> new Listener(this.seen))
			.withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class, DataRedisAutoConfiguration.class,
					LockAutoConfiguration.class, LockMetricsAutoConfiguration.class,
					LocksEndpointAutoConfiguration.class, LockAuditEndpointAutoConfiguration.class,
					LeadershipEndpointAutoConfiguration.class, LockHealthContributorAutoConfiguration.class))
			.withPropertyValues("server.port=0", "management.endpoints.web.exposure.include=*", "lock.nodes=" + nodes,
					"lock.audit.type=file", "lock.audit.file=" + audit);
	}

	private void lookEverywhere(AssertableWebApplicationContext context) {
		for (String path : List.of("locks", "locks/orders?key=42", "lockaudit", "leadership", "leadership/reports",
				"conditions", "beans")) {
			this.seen.add(Requests.get(context, "/actuator/" + path).join().body());
		}
		context.getBeansOfType(HealthIndicator.class)
			.values()
			.forEach((indicator) -> this.seen.add(String.valueOf(indicator.health())));
		MeterRegistry meters = context.getBean(MeterRegistry.class);
		context.getBean(LockMetrics.class).bindTo(meters);
		meters.getMeters().forEach((meter) -> this.seen.add(meter.getId() + " " + meter.measure()));
		for (String bean : context.getBeanDefinitionNames()) {
			if (bean.toLowerCase(Locale.ROOT).contains("lock")) {
				this.seen.add(bean + " " + context.getBean(bean));
			}
		}
	}

	private static Set<String> sessions(int port) {
		RedisClient client = RedisClient
			.create(RedisURI.builder().withHost("127.0.0.1").withPort(port).withPassword(SECRET.toCharArray()).build());
		try {
			return client.connect()
				.sync()
				.keys(SESSIONS + "*")
				.stream()
				.map((key) -> key.substring(SESSIONS.length()))
				.collect(Collectors.toSet());
		}
		finally {
			client.shutdown();
		}
	}

	/**
	 * Remembers all events.
	 */
	static class Listener {

		private final List<String> seen;

		Listener(List<String> seen) {
			this.seen = seen;
		}

		@EventListener
		void on(LockEvent event) {
			this.seen.add(event.toString());
		}

		@EventListener
		void on(LeadershipEvent event) {
			this.seen.add(event.toString());
		}

	}

}
