package io.quorumlock.spring.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.io.support.SpringFactoriesLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Tests for the refusal of properties, with what the {@link FailureAnalyzer} says.
 */
class InvalidPropertyTests {

	private static final String A = "redis://a:1";

	private static final String B = "redis://b:1";

	private static final String C = "redis://c:1";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class, LockAutoConfiguration.class));

	static Stream<Arguments> refusals() {
		return Stream.of(refusal("'lock.nodes' has the value ''", "List the URIs", "lock.nodes="),
				refusal("'lock.nodes[1]' has the value 'http://b:1', but the scheme must be", "redis://",
						nodes(A, "http://b:1")),
				refusal("'lock.nodes[0]' has the value 'redis-sentinel://a:1', but the scheme must be", "rediss",
						nodes("redis-sentinel://a:1")),
				refusal("'lock.nodes[0]' has the value 'localhost:6379', but the scheme must be", "redis://",
						nodes("localhost:6379")),
				refusal("'lock.nodes[0]' has the value 'redis://my_host:1', but it names no valid host", "underscore",
						nodes("redis://my_host:1")),
				refusal("'lock.nodes[0]' has the value 'redis://', but it is not a URI", "redis://", nodes("redis://")),
				refusal("'lock.nodes[0]' has the value 'redis://******', but the port", "redis://",
						nodes("redis://a:99999")),
				refusal("'lock.nodes[0]' has the value 'redis://******', but the path must be the number", "redis://",
						nodes("redis://a/x")),
				refusal("'lock.nodes[0]' has the value 'redis://******', but its only parameter may be", "redis://",
						nodes("redis://a?timeout=1")),
				refusal("'lock.nodes[0]' has the value 'redis://a?ssl-bundle=b', but there is no SSL bundle 'b'",
						"under 'spring.ssl.bundle'", nodes("redis://a?ssl-bundle=b")),
				refusal("'lock.ssl.bundle' has the value 'b', but there is no SSL bundle 'b'",
						"under 'spring.ssl.bundle'", nodes(A, "lock.ssl.bundle=b")),
				refusal("'lock.ssl.bundle' has the value '(set)', but it is for the nodes of 'lock.nodes'",
						"Set 'lock.nodes'", "lock.ssl.bundle=b"),
				refusal("'lock.password' has the value '(set)', but it is for the nodes of 'lock.nodes'",
						"Set 'lock.nodes'", "lock.password=p1anted-secret"),
				refusal("'lock.username' has the value 'u', but there is no password for it", "'lock.password'",
						nodes(A, "lock.username=u")),
				refusal("'lock.nodes[0]' has the value 'redis://******@a:1', but it is not a URI", "percent-encode",
						nodes("redis://u:p1anted%@a:1")),
				refusal("'lock.nodes[2]' has the value 'redis://******@A:1/3', but it is the same server as",
						"List each Redis server once", nodes(A, B, "redis://u:p1anted-secret@A:1/3")),
				refusal("'lock.quorum' has the value '1', but two instances could each win", "at least 2",
						nodes(A, B, C, "lock.quorum=1")),
				refusal("'lock.quorum' has the value '4', but there are only 3 nodes", "at most 3",
						nodes(A, B, C, "lock.quorum=4")),
				refusal("'lock.quorum' has the value '0'", "at least 1", "lock.quorum=0"),
				refusal("'lock.namespace' has the value 'my shop', but it must be 1 to 200", "Write a name",
						"lock.namespace=my shop"),
				refusal("'spring.application.name' has the value 'My Shop!'", "Set 'lock.namespace'",
						"spring.application.name=My Shop!"),
				refusal("'lock.instance-id' has the value 'a/b'", "leave it out", "lock.instance-id=a/b"),
				refusal("'lock.lease-time' has the value '200ms', but with 'lock.node-timeout' at 50ms",
						"at least 304ms", "lock.lease-time=200ms"),
				refusal("'lock.lease-time' has the value '30s', but with 'lock.node-timeout' at 10s",
						"lower 'lock.node-timeout'", "lock.node-timeout=10s"),
				refusal("'lock.lease-time' has the value '-1s'", "at least", "lock.lease-time=-1s"),
				refusal("'lock.lease-time' has the value '86400s', but it is longer than 21600s", "at most 21600s",
						"lock.lease-time=1d"),
				refusal("'lock.wait-time' has the value '-1s', but it must not be negative", "'0s'",
						"lock.wait-time=-1s"),
				refusal("'lock.max-hold' has the value '0ms', but it must be at least 1ms", "Set a duration",
						"lock.max-hold=0"),
				refusal("'lock.node-timeout' has the value '0ms'", "Set a duration", "lock.node-timeout=0"),
				refusal("'lock.min-node-timeout' has the value '0ms'", "Set a duration", "lock.min-node-timeout=0"),
				refusal("'lock.min-node-timeout' has the value '60ms', but it is longer than 'lock.node-timeout'",
						"at most 50ms", "lock.min-node-timeout=60ms"),
				refusal("'lock.clock-drift.ratio' has the value '1.0', but it must be between 0.0 and 0.5",
						"Set a number", "lock.clock-drift.ratio=1"),
				refusal("'lock.clock-drift.ratio' has the value 'NaN'", "Set a number", "lock.clock-drift.ratio=NaN"),
				refusal("'lock.clock-drift.fixed' has the value '-5ms'", "Set a duration",
						"lock.clock-drift.fixed=-5ms"),
				refusal("'lock.retry.initial-interval' has the value '0ms'", "Set a duration",
						"lock.retry.initial-interval=0"),
				refusal("'lock.retry.max-interval' has the value '5ms', but it is shorter", "at least 10ms",
						"lock.retry.max-interval=5ms"),
				refusal("'lock.retry.multiplier' has the value '0.5'", "Set a number", "lock.retry.multiplier=0.5"),
				refusal("'lock.retry.jitter' has the value '2.0'", "Set a number", "lock.retry.jitter=2"),
				refusal("'lock.restart-guard' has the value '10s', but a node that lost its data could vote against "
						+ "a lease of 40s", "at least 40s", "lock.restart-guard=10s", "lock.leader.lease-time=40s"),
				refusal("'lock.restart-guard' has the value '-1s'", "Set a duration", "lock.restart-guard=-1s"),
				refusal("'lock.bootstrap-window' has the value '-1s'", "Set a duration", "lock.bootstrap-window=-1s"),
				refusal("'lock.max-clock-skew' has the value '0ms'", "Set a duration", "lock.max-clock-skew=0"),
				refusal("'lock.leader.lease-time' has the value '100ms'", "at least 304ms",
						"lock.leader.lease-time=100ms"),
				refusal("'lock.leader.retry-interval' has the value '0ms'", "Set a duration",
						"lock.leader.retry-interval=0"),
				refusal("'lock.leader.drain-timeout' has the value '-1s'", "'0s'", "lock.leader.drain-timeout=-1s"),
				refusal("'lock.leader.cooldown' has the value '-1s'", "'0s'", "lock.leader.cooldown=-1s"),
				refusal("'lock.leader.stand-back' has the value '-1s'", "'0s'", "lock.leader.stand-back=-1s"),
				refusal("'lock.leader.min-tenure' has the value '-1s'", "'0s'", "lock.leader.min-tenure=-1s"),
				refusal("'lock.leader.max-tenure' has the value '0ms'", "Set a duration", "lock.leader.max-tenure=0"),
				refusal("'lock.leader.step-down-when-unready' has the value '0ms'", "Set a duration",
						"lock.leader.step-down-when-unready=0"),
				refusal("'lock.leader.roles.reports.lease-time' has the value '100ms'", "at least 304ms",
						"lock.leader.roles.reports.lease-time=100ms"),
				refusal("'lock.leader.roles.reports.drain-timeout' has the value '31536001s'", "at most 31536000s",
						"lock.leader.roles.reports.drain-timeout=31536001s"),
				refusal("'lock.leader.roles.reports.retry-interval' has the value '0ms'", "Set a duration",
						"lock.leader.roles.reports.retry-interval=0"),
				refusal("'lock.leader.roles.reports.cooldown' has the value '-1s'", "'0s'",
						"lock.leader.roles.reports.cooldown=-1s"),
				refusal("'lock.leader.roles.reports.stand-back' has the value '-1s'", "'0s'",
						"lock.leader.roles.reports.stand-back=-1s"),
				refusal("'lock.leader.roles.reports.min-tenure' has the value '-1s'", "'0s'",
						"lock.leader.roles.reports.min-tenure=-1s"),
				refusal("'lock.leader.roles.reports.max-tenure' has the value '0ms'", "Set a duration",
						"lock.leader.roles.reports.max-tenure=0"),
				refusal("'lock.restart-guard' has the value '30s', but a node that lost its data could vote against "
						+ "a lease of 50s", "at least 50s", "lock.restart-guard=30s",
						"lock.leader.roles.reports.lease-time=50s"),
				refusal("'lock.policy.max-lease-time' has the value '0ms'", "Set a duration",
						"lock.policy.max-lease-time=0"),
				refusal("'lock.policy.max-wait-time' has the value '-1s'", "'0s'", "lock.policy.max-wait-time=-1s"),
				refusal("'lock.policy.names[1]' has the value 'my orders', but no name of a lock could match it",
						"'report-*'", "lock.policy.names=stock,my orders"),
				refusal("'lock.lease-time' has the value '30s', but 'lock.policy.max-lease-time' allows 10s",
						"at most 10s", "lock.policy.max-lease-time=10s"),
				refusal("'lock.leader.lease-time' has the value '50s', but 'lock.policy.max-lease-time' allows 40s",
						"at most 40s", "lock.policy.max-lease-time=40s", "lock.leader.lease-time=50s"),
				refusal("'lock.leader.roles.reports.lease-time' has the value '50s'", "at most 40s",
						"lock.policy.max-lease-time=40s", "lock.leader.roles.reports.lease-time=50s"),
				refusal("'lock.locks.stock.lease-time' has the value '50s'", "at most 40s",
						"lock.policy.max-lease-time=40s", "lock.locks.stock.lease-time=50s"),
				refusal("'lock.wait-time' has the value '5s', but 'lock.policy.max-wait-time' allows 1s", "at most 1s",
						"lock.policy.max-wait-time=1s"),
				refusal("'lock.locks.stock.wait-time' has the value '7s'", "at most 6s", "lock.policy.max-wait-time=6s",
						"lock.locks.stock.wait-time=7s"),
				refusal("'lock.policy.names' has the value '[order*]', but 'lock.locks.stock' is configured",
						"Add 'stock' to it", "lock.policy.names=order*", "lock.locks.stock.wait-time=7s"),
				refusal("'spring.data.redis.sentinel' has the value '(set)', but a server whose replica",
						"in 'lock.nodes', or accept that with 'lock.allow-sentinel'",
						"spring.data.redis.sentinel.master=m", "spring.data.redis.sentinel.nodes=a:1"),
				refusal("'spring.data.redis.cluster'", "in 'lock.nodes'", "spring.data.redis.cluster.nodes=a:1",
						"lock.allow-sentinel=true"),
				refusal("'spring.data.redis.masterreplica'", "in 'lock.nodes'",
						"spring.data.redis.masterreplica.nodes=a:1"));
	}

	@ParameterizedTest(name = "{2}")
	@MethodSource("refusals")
	void isRefusedAndSaysWhatToDo(String description, String action, List<String> properties) {
		this.runner.withPropertyValues(properties.toArray(String[]::new)).run((context) -> {
			FailureAnalysis analysis = analyze(context.getStartupFailure());
			assertThat(analysis.getDescription()).contains(description);
			assertThat(analysis.getAction()).contains(action);
			assertThat(analysis.getDescription() + analysis.getAction()).doesNotContain("heim");
			assertThat(text(context.getStartupFailure())).doesNotContain("heim");
		});
	}

	@Test
	void withoutAnyRedisTheNodesAreAskedFor() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(LockAutoConfiguration.class))
			.run((context) -> assertThat(analyze(context.getStartupFailure()).getDescription())
				.contains("there is no Redis of 'spring.data.redis' either"));
	}

	private static String text(Throwable failure) {
		StringBuilder text = new StringBuilder();
		for (Throwable each = failure; each != null; each = each.getCause()) {
			text.append(each).append('\n');
		}
		return text.toString();
	}

	// As Spring Boot does: the first analyzer that has something to say
	private static FailureAnalysis analyze(Throwable failure) {
		assertThat(failure).isNotNull();
		return SpringFactoriesLoader.forDefaultResourceLocation()
			.load(FailureAnalyzer.class, (type, name, ex) -> assertThat(name).doesNotStartWith("io.quorumlock"))
			.stream()
			.map((analyzer) -> analyzer.analyze(failure))
			.filter((analysis) -> analysis != null)
			.findFirst()
			.orElseThrow(() -> new AssertionError("Nothing to say about it", failure));
	}

	private static Arguments refusal(String description, String action, String... properties) {
		return arguments(description, action, List.of(properties));
	}

	private static String[] nodes(String... values) {
		List<String> properties = new ArrayList<>();
		for (String value : values) {
			properties.add(value.startsWith("lock.") ? value : "lock.nodes[" + properties.size() + "]=" + value);
		}
		return properties.toArray(String[]::new);
	}

}
