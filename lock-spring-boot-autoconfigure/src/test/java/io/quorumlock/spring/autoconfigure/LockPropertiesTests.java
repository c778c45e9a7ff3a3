package io.quorumlock.spring.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.quorumlock.LeaseRequest;
import io.quorumlock.quorum.ClockDrift;
import io.quorumlock.quorum.QuorumSettings;
import io.quorumlock.quorum.RetrySettings;
import io.quorumlock.spring.autoconfigure.LockConnectionDetails.Node;
import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.util.StreamUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LockProperties}, {@link LockSettings} and {@link NodeUri}.
 */
class LockPropertiesTests {

	private final MockEnvironment environment = new MockEnvironment();

	@Test
	void defaultsAreThoseOfTheEngine() {
		QuorumSettings settings = settings(3);
		QuorumSettings defaults = QuorumSettings.defaults("application", settings.instanceId(), 2);
		assertThat(settings).isEqualTo(defaults);
		assertThat(new LockSettings(bind(), this.environment).role("any").leaseTime()).isNull();
	}

	@Test
	void allValuesArriveAtTheEngine() {
		set("quorum", "4", "namespace", "shop", "instance-id", "shop-1", "lease-time", "20s", "wait-time", "2s",
				"max-hold", "1h", "node-timeout", "70ms", "clock-drift.ratio", "0.02", "clock-drift.fixed", "3ms",
				"retry.initial-interval", "11ms", "retry.multiplier", "3", "retry.jitter", "0.25", "retry.max-interval",
				"600ms", "leader.lease-time", "9s", "leader.retry-interval", "300ms");
		assertThat(settings(5))
			.isEqualTo(new QuorumSettings("shop", "shop-1", 4, Duration.ofSeconds(20), Duration.ofSeconds(2),
					Duration.ofHours(1), Duration.ofMillis(70), new ClockDrift(0.02, Duration.ofMillis(3)),
					new RetrySettings(Duration.ofMillis(11), 3, 0.25, Duration.ofMillis(600))));
		assertThat(new LockSettings(bind(), this.environment).role("any"))
			.isEqualTo(io.quorumlock.election.RoleSettings.defaults()
				.withLease(Duration.ofSeconds(9), Duration.ofMillis(300)));
	}

	@Test
	void namespaceIsTheNameOfTheApplication() {
		this.environment.setProperty("spring.application.name", "shop");
		assertThat(settings(1).namespace()).isEqualTo("shop");
	}

	@Test
	void instanceIdIsTheHostAndSomethingRandom() {
		this.environment.setProperty("HOSTNAME", "shop_7f/x");
		assertThat(settings(1).instanceId()).matches("shop_7f-x-[0-9a-f]{8}").isNotEqualTo(settings(1).instanceId());
	}

	@Test
	void shortestLeaseTimeIsAcceptedByTheEngine() {
		set("lease-time", "304ms");
		assertThat(settings(1).leaseTime()).isEqualTo(Duration.ofMillis(304));
		assertThat(LeaseRequest.MAX_DURATION).isGreaterThan(QuorumSettings.MAX_LEASE_TIME);
	}

	@Test
	void nodeUris() {
		Map<String, Consumer<Node>> table = Map.of("redis://a", node("a", 6379, 0, null, null), "redis://a:7/2",
				node("a", 7, 2, null, null), "redis://secret@a", node("a", 6379, 0, null, "secret"),
				"redis://:secret@a/", node("a", 6379, 0, null, "secret"), "redis://user:s%40c:t@10.0.0.1:7",
				node("10.0.0.1", 7, 0, "user", "s@c:t"), " redis://[::1]:7 ", node("[::1]", 7, 0, null, null));
		table.forEach((uri, expected) -> expected.accept(NodeUri.parse("p", uri)));
		assertThat(NodeUri.parse("p", "rediss://a").sslBundle()).isNotNull();
		assertThat(NodeUri.parse("p", "redis://u:geheim@a")).hasToString("a:6379");
	}

	@Test
	void oneRedisIsTakenFromSpringDataWithItsTls() {
		this.environment.setProperty("spring.data.redis.url", "rediss://u:p@h");
		DataRedisLockConnectionDetails details = new DataRedisLockConnectionDetails(
				new org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails() {

					@Override
					public Standalone getStandalone() {
						return Standalone.of("h", -1, 4);
					}

				}, this.environment);
		Node node = details.getNodes().get(0);
		assertThat(node.name()).isEqualTo("h:6379");
		assertThat(node.database()).isEqualTo(4);
		assertThat(node.sslBundle()).isNotNull();
	}

	@Test
	void everyPropertyHasADescription() {
		List<Map<String, Object>> properties = metadata();
		assertThat(properties).extracting((property) -> property.get("name"))
			.contains("lock.enabled", "lock.nodes", "lock.quorum", "lock.namespace", "lock.instance-id",
					"lock.lease-time", "lock.wait-time", "lock.max-hold", "lock.restart-guard", "lock.node-timeout",
					"lock.advisor-order", "lock.transaction", "lock.locks", "lock.clock-drift.ratio",
					"lock.clock-drift.fixed", "lock.retry.initial-interval", "lock.retry.multiplier",
					"lock.retry.jitter", "lock.retry.max-interval", "lock.leader.enabled", "lock.leader.lease-time",
					"lock.leader.retry-interval", "management.health.lock.enabled");
		assertThat(properties).allSatisfy((property) -> assertThat((String) property.get("description"))
			.as("description of %s", property.get("name"))
			.isNotBlank()
			.endsWith("."));
	}

	@Test
	void everyDefaultIsInTheMetadata() {
		assertThat(metadata()).filteredOn((property) -> property.get("defaultValue") == null)
			.extracting((property) -> property.get("name"))
			.containsExactlyInAnyOrder("lock.nodes", "lock.quorum", "lock.namespace", "lock.instance-id",
					"lock.max-hold", "lock.locks", "lock.restart-guard", "lock.leader.lease-time");
	}

	@SuppressWarnings("unchecked")
	private static List<Map<String, Object>> metadata() {
		try (InputStream stream = LockProperties.class
			.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
			// There may be others on the class path: this is the one beside the class
			String json = StreamUtils.copyToString(stream, StandardCharsets.UTF_8);
			return (List<Map<String, Object>>) (List<?>) JsonParserFactory.getJsonParser()
				.parseMap(json)
				.get("properties");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Consumer<Node> node(String host, int port, int database, String username, String password) {
		return (node) -> assertThat(node).isEqualTo(new Node(host, port, database, username, password, null));
	}

	private void set(String... namesAndValues) {
		for (int i = 0; i < namesAndValues.length; i += 2) {
			this.environment.setProperty("lock." + namesAndValues[i], namesAndValues[i + 1]);
		}
	}

	private QuorumSettings settings(int nodes) {
		return new LockSettings(bind(), this.environment).quorum(nodes);
	}

	private LockProperties bind() {
		return Binder.get(this.environment).bindOrCreate("lock", LockProperties.class);
	}

}
