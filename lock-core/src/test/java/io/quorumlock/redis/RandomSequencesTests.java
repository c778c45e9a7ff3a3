package io.quorumlock.redis;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

import io.lettuce.core.SetArgs;
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

	private int nodes;

	RedisBinary binary() {
		return RedisBinary.bundled();
	}

	@BeforeAll
	void start() {
		this.server = RedisServer.start(binary());
		this.script = new ScriptNode(this.server);
	}

	@AfterAll
	void stop() {
		this.script.close();
		this.server.close();
	}

	@Override
	protected SequenceNode fresh(Duration maxClockSkew, Duration fenceRetention) {
		return new PrefixedNode(LeaseScript.PREFIX + ++this.nodes + ":", maxClockSkew, fenceRetention);
	}

	@Override
	protected void pass(Duration duration) {
		this.script.redis().set(PROBE, "", SetArgs.Builder.px(duration.toMillis())).toCompletableFuture().join();
		Await.until("time has passed", () -> this.script.redis().exists(PROBE).toCompletableFuture().join().equals(0L));
	}

	private final class PrefixedNode implements SequenceNode {

		private static final int FENCE_RETENTION = 2;

		private static final int MAX_SKEW = 3;

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
			return RandomSequencesTests.this.script.submit(this.prefix, this.codec, arguments, operations);
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
