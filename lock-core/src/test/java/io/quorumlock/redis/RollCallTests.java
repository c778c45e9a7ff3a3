package io.quorumlock.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import io.quorumlock.testing.Await;
import io.quorumlock.testing.RedisQuorum;
import io.quorumlock.testing.RedisServer;
import io.quorumlock.time.Entropy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Instances meet on real servers.
 */
@Timeout(60)
class RollCallTests {

	private static final String ROLL = "lock:members:shop";

	private RedisQuorum servers;

	private RedisClient client;

	private RedisCommands<String, String> redis;

	@BeforeEach
	void start() {
		this.servers = RedisQuorum.start(4);
		this.client = RedisClient.create(this.servers.server(0).uri());
		this.redis = this.client.connect().sync();
	}

	@AfterEach
	void stop() {
		this.client.shutdown();
		this.servers.close();
	}

	@Test
	void instanceDoesWithoutTheNodeThatWouldBreakExclusion() {
		try (Instance other = new Instance("other", 0, 1, 3)) {
			try (Instance one = new Instance("one", 0, 1, 2)) {
				one.start();
				one.awaitConnected(0, 1, 2);
				other.start();
				other.awaitConnected(0, 1);
				other.awaitStatus(2, "not used until instance one is gone: this instance needs 2 of [node-0, node-1, "
						+ "node-3], instance one needs 2 of [node-0, node-1, node-2]");
			}
			other.awaitConnected(0, 1, 2);
		}
		assertThat(this.redis.exists(ROLL)).isZero();
	}

	@Test
	void otherFormatIsRefusedUntilItIsGone() {
		this.redis.hset(ROLL, "later/0f", in(Duration.ofMinutes(1)) + " 2 whatever");
		try (Instance instance = new Instance("one", 0)) {
			instance.start();
			instance.awaitStatus(0, "instance later keeps the same locks in format 2, this one in format 1");
			this.redis.hdel(ROLL, "later/0f");
			instance.awaitConnected(0);
		}
	}

	@Test
	void otherNamespaceIsNoConcern() {
		this.redis.hset("lock:members:bank", "later/0f", in(Duration.ofMinutes(1)) + " 2 whatever");
		try (Instance instance = new Instance("one", 0)) {
			instance.start();
			instance.awaitConnected(0);
		}
	}

	@Test
	void instanceThatWasNotHeardOfForLongIsForgotten() {
		this.redis.hset(ROLL, "dead/0f", in(Duration.ofMillis(-1)) + " 2 whatever");
		this.redis.hset(ROLL, "garbage", "whatever");
		this.redis.hset(ROLL, "same/0f", in(Duration.ofMinutes(5)) + " 1 1");
		try (Instance instance = new Instance("one", 0)) {
			instance.start();
			instance.awaitConnected(0);
			assertThat(this.redis.hkeys(ROLL)).hasSize(2)
				.contains("same/0f")
				.anyMatch((key) -> key.matches("one/[0-9a-f]{32}"));
			assertThat(this.redis.pttl(ROLL)).isBetween(290_000L, 300_000L);
		}
		this.redis.del(ROLL);
		try (Instance instance = new Instance("one", 0)) {
			instance.start();
			instance.awaitConnected(0);
			assertThat(this.redis.pttl(ROLL)).isBetween(55_000L, 60_000L);
		}
	}

	@Test
	void restartedServerIsKnownAgain() {
		try (Instance instance = new Instance("one", 0)) {
			instance.start();
			instance.awaitConnected(0);
			String identity = this.redis.get("lock:node");
			assertThat(identity).matches("[0-9a-f]{16}");
			this.servers.server(0).restart();
			Await.until("it is connected again", () -> identity.equals(this.redis.get("lock:node")));
			instance.awaitConnected(0);
			assertThat(this.redis.hlen(ROLL)).isOne();
		}
	}

	@Test
	void lostNodeIsNoLongerSaidToBeUsed() {
		try (Instance instance = new Instance("one", Duration.ofSeconds(1), 0, 1)) {
			instance.start();
			instance.awaitConnected(0, 1);
			Await.until("it says so", () -> said().contains("@node-1"));
			this.servers.server(1).kill();
			Await.until("it says so no more", () -> !said().contains("@node-1"));
		}
	}

	private String said() {
		return String.join("", this.redis.hvals(ROLL));
	}

	@Test
	void fullMemoryKeepsNobodyAway() {
		this.redis.configSet("maxmemory", "1");
		try (Instance instance = new Instance("one", 0)) {
			instance.start();
			instance.awaitConnected(0);
		}
	}

	@Test
	void foreignIdentityIsRefused() {
		this.redis.set("lock:node", "not ours");
		try (Instance instance = new Instance("one", 0)) {
			instance.start();
			instance.awaitStatus(0, "its key lock:node holds something else than an identity");
		}
	}

	@Test
	void identityThatIsNoTextIsRefused() {
		this.redis.lpush("lock:node", "garbage");
		try (Instance instance = new Instance("one", 0)) {
			instance.start();
			instance.awaitStatus(0, "refused: ");
		}
	}

	private String in(Duration time) {
		return Long.toString(Long.parseLong(this.redis.time().get(0)) * 1000 + time.toMillis());
	}

	private final class Instance implements AutoCloseable {

		private final LockEventLoop loop = new LockEventLoop();

		private final List<RedisClient> clients = new ArrayList<>();

		private final List<LettuceLeaseNode> nodes = new ArrayList<>();

		private Instance(String id, int... servers) {
			this(id, Duration.ofMinutes(1), servers);
		}

		private Instance(String id, Duration lifetime, int... servers) {
			RedisServers shared = new RedisServers(new Membership(
					new MembershipSettings("shop", id, servers.length / 2 + 1, lifetime, NodeSetConflict.REFUSE),
					this.loop.timers(), Entropy.system()));
			for (int each : servers) {
				RedisServer server = RollCallTests.this.servers.server(each);
				RedisClient client = RedisClient.create(this.loop.clientResources(), RedisURI.create(server.uri()));
				client.setOptions(LettuceLeaseNode.clientOptions(ClientOptions.builder()).build());
				this.clients.add(client);
				this.nodes.add(new LettuceLeaseNode("node-" + each, client, RedisNodeSettings.defaults(), shared,
						this.loop.timers()));
			}
		}

		private void start() {
			this.nodes.forEach((node) -> node.start().toCompletableFuture().join());
		}

		private void awaitConnected(int... indices) {
			for (int index : indices) {
				Await.until("it is connected", this.nodes.get(index)::connected);
			}
		}

		private void awaitStatus(int index, String status) {
			Await.until("its status is " + status, () -> this.nodes.get(index).status().contains(status));
		}

		@Override
		public void close() {
			this.nodes.forEach(LettuceLeaseNode::close);
			this.clients.forEach((each) -> each.shutdown(0, 1, TimeUnit.SECONDS));
			this.loop.close();
		}

	}

}
