package io.quorumlock.spring.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.quorumlock.redis.LettuceLeaseNode;
import io.quorumlock.redis.LockEventLoop;
import io.quorumlock.redis.NodeProblem;
import io.quorumlock.redis.NodeProblem.Kind;
import io.quorumlock.redis.RedisNodeSettings;
import io.quorumlock.redis.RedisServers;
import io.quorumlock.spring.fake.Warnings;
import io.quorumlock.testing.FreePorts;
import io.quorumlock.testing.RedisServer;
import io.quorumlock.time.Ticker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what an application says of its nodes when it starts.
 */
class StartupCheckTests {

	private static final int NOBODY = FreePorts.next();

	private static RedisServer server;

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class, LockAutoConfiguration.class));

	@BeforeAll
	static void start() {
		server = RedisServer.start();
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@Test
	void startsAndWarnsOnce() {
		try (Warnings warnings = new Warnings(QuorumCheck.class)) {
			this.runner
				.withPropertyValues(nodes("redis://:p1anted-secret@127.0.0.1:" + NOBODY, "redis://localhost:" + NOBODY,
						server.uri()))
				.run((context) -> assertThat(context).hasNotFailed());
			assertThat(warnings.messages()).singleElement()
				.asString()
				.startsWith("Locks need 2 of the 3 nodes, but 1 can be used. Not: 127.0.0.1:" + NOBODY
						+ " (connection refused), localhost:" + NOBODY + " (connection refused)")
				.doesNotContain("p1anted-secret");
		}
	}

	@Test
	void saysNothingIfThatIsWished() {
		try (Warnings warnings = new Warnings(QuorumCheck.class)) {
			this.runner
				.withPropertyValues("lock.startup-check=none", nodes("redis://127.0.0.1:" + NOBODY, server.uri()))
				.run((context) -> assertThat(context).hasNotFailed());
			assertThat(warnings.messages()).isEmpty();
		}
	}

	@Test
	void startsWithAQuorum() {
		try (Warnings warnings = new Warnings(QuorumCheck.class); RedisServer other = RedisServer.start()) {
			fails().withPropertyValues(nodes("redis://127.0.0.1:" + NOBODY, server.uri(), other.uri()))
				.run((context) -> assertThat(context).hasNotFailed());
			assertThat(warnings.messages()).isEmpty();
		}
	}

	@Test
	void evenNumberOfNodesIsWarnedAbout() {
		try (Warnings warnings = new Warnings(QuorumCheck.class); RedisServer other = RedisServer.start()) {
			this.runner.withPropertyValues(nodes(server.uri(), other.uri()))
				.run((context) -> assertThat(context).hasNotFailed());
			assertThat(warnings.messages()).singleElement()
				.asString()
				.startsWith("2 nodes survive as many failures as 1: one of them adds cost, but no safety");
		}
	}

	@Test
	void unreachable() {
		refuses("connection refused", "Start the server", "redis://127.0.0.1:" + NOBODY);
	}

	@Test
	void wrongPassword() {
		try (RedisServer locked = RedisServer.start("--requirepass", "p1anted-right")) {
			refuses("WRONGPASS", "'lock.username' and 'lock.password'",
					"redis://:p1anted-secret@127.0.0.1:" + locked.port());
			refuses("NOAUTH", "'lock.username' and 'lock.password'", locked.uri());
		}
	}

	@Test
	void missingRights() {
		try (RedisServer strict = RedisServer.start("--user", "app", "on", ">p1anted-secret", "+info")) {
			refuses("NOPERM", "'Security'", "redis://app:p1anted-secret@127.0.0.1:" + strict.port());
		}
	}

	@Test
	void serverWithoutTls() {
		// It waits for the end of what it takes for a command
		refuses("no answer in time", "one without TLS is silent", "rediss://127.0.0.1:" + server.port());
	}

	@Test
	void replica() {
		try (RedisServer replica = RedisServer.start("--replicaof", "127.0.0.1", Integer.toString(server.port()))) {
			refuses("it is a replica", "not a replica", replica.uri());
		}
	}

	@Test
	void cluster() {
		try (RedisServer member = RedisServer.start("--cluster-enabled", "yes")) {
			refuses("it is part of a Redis Cluster", "not one of a Redis Cluster", member.uri());
		}
	}

	@Test
	void eviction() {
		try (RedisServer small = RedisServer.start("--maxmemory", "100mb", "--maxmemory-policy", "allkeys-lru")) {
			refuses("maxmemory-policy allkeys-lru", "'maxmemory-policy noeviction'", small.uri());
		}
	}

	@Test
	void oneServerUnderTwoNames() {
		refuses("it is the same server as ", "Remove one of the two", server.uri(),
				"redis://localhost:" + server.port());
	}

	@Test
	void clockThatIsTooFarAhead() {
		assertThat(problems(Duration.ofHours(2))).hasSize(1).allSatisfy((node, problem) -> {
			assertThat(problem.kind()).isEqualTo(Kind.CLOCK);
			assertThat(problem.reason()).matches("the clock here is (7199|7200)s ahead of the node's.*");
		});
		assertThat(problems(Duration.ofMinutes(59))).isEmpty();
		assertThat(problems(Duration.ofHours(-2))).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void everyProblemHasARemedy(Kind kind) {
		FailureAnalysis analysis = new UnusableNodesFailureAnalyzer()
			.analyze(new UnusableNodesException(1, 1, Map.of("a:1", new NodeProblem(kind, "the reason"))));
		assertThat(analysis).isNotNull();
		assertThat(analysis.getDescription()).contains("Locks need 1 of the 1 nodes, but 0 can be used")
			.contains("a:1: the reason");
		assertThat(analysis.getAction()).containsPattern("a:1: [A-Z].{20}");
	}

	private void refuses(String reason, String remedy, String... uris) {
		fails().withPropertyValues(nodes(uris)).run((context) -> {
			FailureAnalysis analysis = new UnusableNodesFailureAnalyzer().analyze(context.getStartupFailure());
			assertThat(analysis).isNotNull();
			assertThat(analysis.getDescription()).contains(reason).doesNotContain("p1anted-secret");
			assertThat(analysis.getAction()).contains(remedy);
			assertThat(context.getStartupFailure().toString()).doesNotContain("p1anted-secret");
		});
	}

	private static Map<String, NodeProblem> problems(Duration ahead) {
		RedisNodeSettings settings = RedisNodeSettings.defaults();
		try (LockEventLoop loop = new LockEventLoop();
				RedisClient client = RedisClient.create(loop.clientResources(), RedisURI.create(server.uri()))) {
			client.setOptions(LettuceLeaseNode.clientOptions(ClientOptions.builder()).build());
			LettuceLeaseNode node = new LettuceLeaseNode("a", client, settings, new RedisServers(), loop.timers());
			node.start().toCompletableFuture().join();
			assertThat(node.connected()).isTrue();
			return new NodeInspection(settings, loop.timers(), new Ahead(ahead)).problems(List.of(node));
		}
	}

	private ApplicationContextRunner fails() {
		return this.runner.withPropertyValues("lock.startup-check=fail");
	}

	private static String nodes(String... uris) {
		return "lock.nodes=" + String.join(",", uris);
	}

	private record Ahead(Duration time) implements Ticker {

		@Override
		public long nanos() {
			return Ticker.system().nanos();
		}

		@Override
		public long wallMicros() {
			return Ticker.system().wallMicros() + this.time.toNanos() / 1000;
		}

	}

}
