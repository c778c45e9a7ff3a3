package io.quorumlock.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

import io.lettuce.core.RedisClient;
import io.lettuce.core.SetArgs;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.quorumlock.node.Batch;
import io.quorumlock.node.Operation;
import io.quorumlock.testing.Await;
import io.quorumlock.testing.RandomSequencesContract;
import io.quorumlock.testing.RedisBinary;
import io.quorumlock.testing.RedisServer;
import io.quorumlock.testing.SequenceNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/**
 * The script against the simulation's node, on the oldest version that is supported. Many
 * sequences share a server, each under keys of its own.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RandomSequencesTests extends RandomSequencesContract {

	private static final String PROBE = "probe";

	private RedisServer server;

	private ScriptNode script;

	private RedisClient listener;

	private final Map<String, PrefixedNode> nodes = new ConcurrentHashMap<>();

	RedisBinary binary() {
		return RedisBinary.bundled();
	}

	@BeforeAll
	void start() {
		this.server = RedisServer.start(binary());
		this.script = new ScriptNode(this.server);
		this.listener = RedisClient.create(this.server.uri());
		StatefulRedisPubSubConnection<String, String> connection = this.listener.connectPubSub();
		connection.addListener(new RedisPubSubAdapter<>() {

			@Override
			public void message(String pattern, String channel, String message) {
				String number = channel.substring(LeaseScript.PREFIX.length()).split(":", 2)[0];
				RandomSequencesTests.this.nodes.get(number).published(channel, message);
			}

		});
		connection.sync().psubscribe(LeaseScript.PREFIX + "*");
	}

	@AfterAll
	void stop() {
		this.listener.shutdown();
		this.script.close();
		this.server.close();
	}

	ScriptNode script() {
		return this.script;
	}

	/** What the next batch is run by. */
	String digest() {
		return LeaseScript.DIGEST;
	}

	@Override
	protected SequenceNode fresh(Duration maxClockSkew, Duration fenceRetention) {
		String number = Integer.toString(this.nodes.size() + 1);
		PrefixedNode node = new PrefixedNode(LeaseScript.PREFIX + number + ":", maxClockSkew, fenceRetention);
		this.nodes.put(number, node);
		return node;
	}

	@Override
	protected void pass(Duration duration) {
		this.script.redis().set(PROBE, "", SetArgs.Builder.px(duration.toMillis())).toCompletableFuture().join();
		Await.until("time has passed", () -> this.script.redis().exists(PROBE).toCompletableFuture().join().equals(0L));
	}

	private final class PrefixedNode implements SequenceNode {

		private static final int FENCE_RETENTION = 2;

		private static final int MAX_SKEW = 3;

		private static final String CHANNEL = "channel:";

		private static final String END = "end of a phase";

		private final Queue<CompletableFuture<List<String>>> listeners = new ConcurrentLinkedQueue<>();

		private final List<String> heard = new ArrayList<>();

		private final BatchCodec codec = new BatchCodec(RedisNodeSettings.defaults());

		private final String maxSkewMicros;

		private final String fenceMillis;

		private String prefix;

		private int run;

		private PrefixedNode(String prefix, Duration maxClockSkew, Duration fenceRetention) {
			this.prefix = prefix;
			this.maxSkewMicros = Long.toString(maxClockSkew.toNanos() / 1000);
			this.fenceMillis = Long.toString(fenceRetention.toMillis());
		}

		@Override
		public CompletionStage<Batch> submit(long connection, List<Operation> operations) {
			String[] arguments = this.codec.encode(connection, "run-" + this.run, operations);
			arguments[FENCE_RETENTION] = this.fenceMillis;
			arguments[MAX_SKEW] = this.maxSkewMicros;
			return RandomSequencesTests.this.script.submit(digest(), this.prefix, this.codec, arguments, operations);
		}

		private void published(String channel, String message) {
			String name = channel.substring(channel.indexOf(CHANNEL) + CHANNEL.length());
			if (name.equals(END)) {
				this.listeners.remove().complete(List.copyOf(this.heard));
				this.heard.clear();
			}
			else {
				this.heard.add(name + ": " + message);
			}
		}

		@Override
		public CompletionStage<List<String>> heard() {
			CompletableFuture<List<String>> result = new CompletableFuture<>();
			this.listeners.add(result);
			RandomSequencesTests.this.script.redis().publish(this.prefix + CHANNEL + END, "");
			return result.orTimeout(30, TimeUnit.SECONDS);
		}

		@Override
		public void restart() {
			this.run++;
		}

		@Override
		public void wipe() {
			this.prefix += "wiped:";
		}

	}

}
