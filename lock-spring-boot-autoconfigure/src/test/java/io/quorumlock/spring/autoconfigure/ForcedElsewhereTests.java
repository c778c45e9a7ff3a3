package io.quorumlock.spring.autoconfigure;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;

import io.quorumlock.Lease;
import io.quorumlock.LeaseLostException;
import io.quorumlock.LeaseRequest;
import io.quorumlock.LockManager;
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
 * Tests for a lock that is taken away through another instance than the one that holds
 * it, over HTTP and on real Redis servers.
 */
class ForcedElsewhereTests {

	private static final Path PAGE = Path.of("..", "src", "docs", "operations.adoc");

	private static final String UNRESTRICTED = "management.endpoint.locks.access=UNRESTRICTED";

	@Test
	void holderIsAskedAndBothWriteItDown() {
		run(UNRESTRICTED, (asker, holder, quorum) -> {
			Await.until("both listen", () -> listeners(quorum).equals(":2"));
			Lease lease = holder.getBean(LockManager.class).acquire(LeaseRequest.of("orders", "42"));
			long token = lease.fencingToken().value();
			assertThat(release(asker, token - 1).statusCode()).isEqualTo(409);
			assertThat(lease.isHeld()).isTrue();
			HttpResponse<String> asked = release(asker, token);
			assertThat(asked.statusCode()).isEqualTo(202);
			assertThat(Files.readString(PAGE)).contains(pretty(asked.body()));
			Await.until("the lock is taken away", () -> !lease.isHeld());
			assertThatExceptionOfType(LeaseLostException.class).isThrownBy(lease::ensureHeld)
				.withMessageContaining("taken away by an operator");
			String detail = "\"detail\":\"by instance shop-1 of instance shop-2\"";
			Await.until("the asking instance writes it down", () -> audit(asker).contains(detail));
			Await.until("the holder writes it down", () -> audit(holder).contains("\"type\":\"forced\""));
			assertThat(audit(holder)).contains(detail);
			assertThat(audit(asker)).doesNotContain("\"type\":\"forced\"");
			Await.until("it is free", () -> release(asker, token).statusCode() == 409);
		});
	}

	@Test
	void onlyInstancesWithUnrestrictedAccessListen() {
		run(UNRESTRICTED, (asker, holder, quorum) -> Await.until("both listen", () -> listeners(quorum).equals(":2")));
		run("management.endpoint.locks.access=READ_ONLY",
				(asker, holder, quorum) -> Await.until("one listens", () -> listeners(quorum).equals(":1")));
	}

	private static String listeners(RedisQuorum quorum) {
		return quorum.server(0).execute("PUBLISH lock:v1:channel:locks:shop nothing");
	}

	private static void run(String holdersAccess, Walk walk) {
		try (RedisQuorum quorum = RedisQuorum.start(3)) {
			runner(quorum, "shop-1").withPropertyValues(UNRESTRICTED)
				.run((asker) -> runner(quorum, "shop-2").withPropertyValues(holdersAccess)
					.run((holder) -> walk.take(asker, holder, quorum)));
		}
	}

	private static WebApplicationContextRunner runner(RedisQuorum quorum, String instance) {
		return new WebApplicationContextRunner(AnnotationConfigServletWebServerApplicationContext::new)
			.withInitializer(new ServerPortInfoApplicationContextInitializer())
			.withUserConfiguration(WebServer.class)
			.withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class, DataRedisAutoConfiguration.class,
					LockAutoConfiguration.class, LocksEndpointAutoConfiguration.class,
					LockAuditEndpointAutoConfiguration.class))
			.withPropertyValues("server.port=0", "management.endpoints.web.exposure.include=*",
					"lock.nodes=" + quorum.nodes(), "lock.namespace=shop", "lock.instance-id=" + instance);
	}

	private static HttpResponse<String> release(AssertableWebApplicationContext context, long token) {
		return Requests.post(context, "/actuator/locks/orders", "{\"key\": \"42\", \"token\": " + token + "}");
	}

	private static String audit(AssertableWebApplicationContext context) {
		return Requests.get(context, "/actuator/lockaudit").join().body();
	}

	private static String pretty(String body) throws IOException {
		return JsonMapper.builder().build().readTree(body).toPrettyString();
	}

	@FunctionalInterface
	private interface Walk {

		void take(AssertableWebApplicationContext asker, AssertableWebApplicationContext holder, RedisQuorum quorum)
				throws Exception;

	}

}
