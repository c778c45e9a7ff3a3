package io.quorumlock.redis;

import java.util.List;
import java.util.concurrent.CompletionStage;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.quorumlock.node.Batch;
import io.quorumlock.node.Operation;
import io.quorumlock.testing.RedisServer;

/**
 * The script on a server, without the client around it: so a batch may claim any
 * connection, and any run of the server.
 */
final class ScriptNode implements AutoCloseable {

	private final RedisClient client;

	private final RedisAsyncCommands<String, String> redis;

	private final String run;

	ScriptNode(RedisServer server) {
		this(RedisURI.create(server.uri()));
	}

	ScriptNode(RedisURI uri) {
		this.client = RedisClient.create(uri);
		this.redis = this.client.connect().async();
		this.run = ServerInfo.parse(this.redis.info("server").toCompletableFuture().join()).values().get("run_id");
		this.redis.scriptLoad(LeaseScript.SOURCE).toCompletableFuture().join();
	}

	RedisAsyncCommands<String, String> redis() {
		return this.redis;
	}

	Batch submit(BatchCodec codec, long connection, List<Operation> operations) {
		return submit(LeaseScript.PREFIX, codec, codec.encode(connection, this.run, operations), operations)
			.toCompletableFuture()
			.join();
	}

	CompletionStage<Batch> submit(String prefix, BatchCodec codec, String[] arguments, List<Operation> operations) {
		return submit(LeaseScript.DIGEST, prefix, codec, arguments, operations);
	}

	CompletionStage<Batch> submit(String digest, String prefix, BatchCodec codec, String[] arguments,
			List<Operation> operations) {
		return this.redis.<List<Object>>evalsha(digest, ScriptOutputType.MULTI, new String[] { prefix }, arguments)
			.thenApply((reply) -> codec.decode(operations, reply));
	}

	@Override
	public void close() {
		this.client.shutdown();
	}

}
