package io.quorumlock.redis;

import io.lettuce.core.RedisURI;
import io.quorumlock.redis.NodeProblem.Kind;
import io.quorumlock.testing.Await;
import io.quorumlock.testing.RedisServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Servers that would break locks are refused when a connection begins.
 */
class HandshakeTests {

	@Test
	void replicaIsRefused() {
		try (RedisServer master = RedisServer.start();
				RedisServer replica = RedisServer.start("--replicaof", "127.0.0.1", Integer.toString(master.port()))) {
			assertRefused(replica, Kind.REPLICA, "it is a replica");
		}
	}

	@Test
	void memberOfAClusterIsRefused() {
		try (RedisServer member = RedisServer.start("--cluster-enabled", "yes")) {
			assertRefused(member, Kind.CLUSTER, "it is part of a Redis Cluster");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "allkeys-lru", "volatile-ttl", "volatile-random" })
	void evictionIsRefused(String policy) {
		try (RedisServer server = RedisServer.start("--maxmemory", "100mb", "--maxmemory-policy", policy)) {
			assertRefused(server, Kind.EVICTION, "its maxmemory-policy " + policy + " deletes locks");
		}
	}

	@Test
	void evictionWithoutALimitIsWarnedAbout() {
		try (RedisServer server = RedisServer.start("--maxmemory-policy", "volatile-lru");
				LogRecorder log = new LogRecorder();
				NodeFixture fixture = new NodeFixture(server.uri()).connected()) {
			assertThat(fixture.node.connected()).isTrue();
			assertThat(log.lines("io.quorumlock"))
				.anyMatch((line) -> line.startsWith("WARN Node node-1 has maxmemory-policy volatile-lru"));
		}
	}

	@Test
	void serverVotesOnceUnderOneName() {
		RedisServers servers = new RedisServers();
		try (RedisServer server = RedisServer.start();
				NodeFixture first = new NodeFixture("node-1", RedisURI.create(server.uri()), servers).connected();
				NodeFixture second = new NodeFixture("node-2", RedisURI.create("redis://localhost:" + server.port()),
						servers)) {
			second.node.start();
			Await.until("it is refused", () -> second.node.status().contains("it is the same server as node-1"));
			assertThat(second.node.problem()).map(NodeProblem::kind).contains(Kind.DUPLICATE);
			first.node.close();
			Await.until("the other may use it now", second.node::connected);
			assertThat(second.node.problem()).isEmpty();
		}
	}

	private static void assertRefused(RedisServer server, Kind kind, String reason) {
		try (NodeFixture fixture = new NodeFixture(server.uri()); LogRecorder log = new LogRecorder()) {
			fixture.node.start();
			Await.until("it is refused and told so",
					() -> log.lines("io.quorumlock").stream().anyMatch((line) -> line.contains(reason)));
			assertThat(fixture.node.status()).contains(reason);
			assertThat(fixture.node.problem()).hasValueSatisfying((problem) -> {
				assertThat(problem.kind()).isEqualTo(kind);
				assertThat(problem.reason()).contains(reason);
			});
			assertThat(fixture.node.connected()).isFalse();
		}
	}

}
