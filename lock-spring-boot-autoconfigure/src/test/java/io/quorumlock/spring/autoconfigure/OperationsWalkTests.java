package io.quorumlock.spring.autoconfigure;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.quorumlock.FencingToken;
import io.quorumlock.Lease;
import io.quorumlock.LeaseLostException;
import io.quorumlock.LeaseRequest;
import io.quorumlock.LockManager;
import io.quorumlock.LockName;
import io.quorumlock.LockScope;
import io.quorumlock.annotation.DistributedLock;
import io.quorumlock.testing.Await;
import io.quorumlock.testing.RedisQuorum;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.server.context.ServerPortInfoApplicationContextInitializer;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the endpoints {@code locks} and {@code lockaudit} over HTTP and on real Redis
 * servers; what they answer is what the documentation shows.
 */
class OperationsWalkTests {

	private static final Path PAGE = Path.of("..", "src", "docs", "operations.adoc");

	private static final String LOCKS = "/actuator/locks";

	private final ExecutorService caller = Executors
		.newSingleThreadExecutor((task) -> new Thread(task, "http-nio-8080-exec-1"));

	@Test
	void answersAreThoseOfTheDocumentation() {
		run(this::walk, "management.endpoint.locks.access=UNRESTRICTED");
	}

	private void walk(AssertableWebApplicationContext context) throws Exception {
		LockManager locks = context.getBean(LockManager.class);
		Lease lease = this.caller.submit(() -> locks.acquire(LeaseRequest.of("orders", "42"))).get();
		assertShown(context, "curl localhost:8080/actuator/locks", body(context, LOCKS));
		assertShown(context, "curl 'localhost:8080/actuator/locks/orders?key=42'",
				body(context, LOCKS + "/orders?key=42"));
		FencingToken token = lease.fencingToken();
		HttpResponse<String> late = release(context, token.value() - 1);
		assertThat(late.statusCode()).isEqualTo(409);
		assertThat(lease.isHeld()).isTrue();
		HttpResponse<String> forced = release(context, token.value());
		assertThat(forced.statusCode()).isEqualTo(200);
		assertShown(context,
				"curl -d '{\"key\":\"42\",\"token\":1795316400123456}' -H 'Content-Type: application/json' "
						+ "localhost:8080/actuator/locks/orders",
				forced.body());
		assertThatExceptionOfType(LeaseLostException.class).isThrownBy(lease::ensureHeld)
			.withMessageContaining("taken away by an operator");
		Await.until("it is written down",
				() -> body(context, "/actuator/lockaudit?count=2").contains("\"type\":\"forced\""));
		assertShown(context, "curl 'localhost:8080/actuator/lockaudit?count=2'",
				body(context, "/actuator/lockaudit?count=2"));
		try (Lease successor = locks.acquire(LeaseRequest.of("orders", "42"))) {
			assertThat(release(context, token.value()).statusCode()).isEqualTo(409);
			assertThat(successor.isHeld()).isTrue();
		}
	}

	@Test
	void takesNothingAwayUnlessAccessIsUnrestricted() {
		run((context) -> {
			try (Lease lease = context.getBean(LockManager.class).acquire(LeaseRequest.of("orders", "42"))) {
				assertThat(release(context, lease.fencingToken().value()).statusCode()).isEqualTo(405);
				assertThat(lease.isHeld()).isTrue();
			}
		});
	}

	@Test
	void findsAGlobalLockByItsScope() {
		run((context) -> {
			Lease lease = context.getBean(LockManager.class)
				.acquire(LeaseRequest.of(LockName.of("orders", "42").in(LockScope.GLOBAL)));
			String path = LOCKS + "/orders?key=42";
			assertThat(body(context, path)).contains("FREE").doesNotContain("HELD");
			assertThat(body(context, path + "&scope=GLOBAL")).contains("HELD").doesNotContain("FREE");
			assertThat(Requests.get(context, path + "&scope=none").join().statusCode()).isEqualTo(400);
			long token = lease.fencingToken().value();
			assertThat(release(context, token).statusCode()).isEqualTo(409);
			assertThat(Requests
				.post(context, LOCKS + "/orders", "{\"key\": \"42\", \"scope\": \"GLOBAL\", \"token\": " + token + "}")
				.statusCode()).isEqualTo(200);
			assertThat(lease.isHeld()).isFalse();
		}, "management.endpoint.locks.access=UNRESTRICTED");
	}

	@Test
	void takesALockWithSeveralKeysAwayByOneOfThem() {
		run((context) -> {
			Lease lease = context.getBean(LockManager.class)
				.acquire(LeaseRequest.of(LockName.of("orders", List.of("41", "42"))));
			assertThat(release(context, lease.fencingToken().value()).statusCode()).isEqualTo(200);
			assertThat(lease.isHeld()).isFalse();
		}, "management.endpoint.locks.access=UNRESTRICTED");
	}

	@Test
	void refusesWhatMakesNoSense() {
		run((context) -> {
			assertThat(Requests.post(context, LOCKS + "/orders", "{}").statusCode()).isEqualTo(400);
			assertThat(Requests.post(context, LOCKS + "/orders", "{\"key\": \" \", \"token\": 1}").statusCode())
				.isEqualTo(400);
			assertThat(Requests.get(context, LOCKS + "/or%20ders").join().statusCode()).isEqualTo(400);
		}, "management.endpoint.locks.access=UNRESTRICTED");
	}

	@Test
	void isNotThereWithoutExposureOrAccess() {
		run((context) -> assertThat(Requests.get(context, LOCKS).join().statusCode()).isEqualTo(404),
				"management.endpoints.web.exposure.include=health");
		run((context) -> assertThat(Requests.get(context, LOCKS).join().statusCode()).isEqualTo(404),
				"management.endpoint.locks.access=NONE");
	}

	private void run(Walk walk, String... properties) {
		try (RedisQuorum quorum = RedisQuorum.start(3)) {
			new WebApplicationContextRunner(AnnotationConfigServletWebServerApplicationContext::new)
				.withInitializer(new ServerPortInfoApplicationContextInitializer())
				.withUserConfiguration(WebServer.class)
				.withBean(OrderService.class)
				.withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class, DataRedisAutoConfiguration.class,
						LockAutoConfiguration.class, LocksEndpointAutoConfiguration.class,
						LockAuditEndpointAutoConfiguration.class))
				.withPropertyValues("server.port=0", "management.endpoints.web.exposure.include=*",
						"lock.nodes=" + String.join(",", quorum.uris()), "lock.namespace=shop",
						"lock.instance-id=shop-1", "lock.locks.orders.max-hold=10m")
				.withPropertyValues(properties)
				.run(walk::take);
		}
		finally {
			this.caller.shutdown();
		}
	}

	private static HttpResponse<String> release(AssertableWebApplicationContext context, long token) {
		return Requests.post(context, LOCKS + "/orders", "{\"key\": \"42\", \"token\": " + token + "}");
	}

	private static String body(AssertableWebApplicationContext context, String path) {
		return Requests.get(context, path).join().body();
	}

	/**
	 * What is different each time is written as in the documentation.
	 */
	private static void assertShown(AssertableWebApplicationContext context, String command, String body)
			throws IOException {
		List<String> nodes = List
			.of(context.getEnvironment().getRequiredProperty("lock.nodes").replace("redis://", "").split(","));
		String answer = JsonMapper.builder().build().readTree(body).toPrettyString();
		for (int node = 0; node < nodes.size(); node++) {
			answer = answer.replace(nodes.get(node), "redis-" + (node + 1) + ":6379");
		}
		answer = answer.replace(OrderService.class.getName(), "com.example.OrderService")
			.replaceAll("\\d{16}", "1795316400123456")
			.replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "2026-11-22T03:00:00.123Z")
			.replaceAll("\"held\" : \"PT[0-9.]+S\"", "\"held\" : \"PT0.25S\"")
			.replaceAll("\"remaining\" : \"PT[0-9.]+S\"", "\"remaining\" : \"PT29.5S\"")
			.replaceAll("(waited|held) \\d+ ms", "$1 5 ms")
			.replaceAll("[0-9a-f]{64}", "8d1f…");
		assertThat(Files.readString(PAGE)).contains("$ " + command + "\n" + answer + "\n----");
	}

	/**
	 * A service of an application.
	 */
	static class OrderService {

		@DistributedLock(name = "orders", key = "#id", waitTime = "2s")
		void pay(String id) {
		}

	}

	@FunctionalInterface
	private interface Walk {

		void take(AssertableWebApplicationContext context) throws Exception;

	}

}
