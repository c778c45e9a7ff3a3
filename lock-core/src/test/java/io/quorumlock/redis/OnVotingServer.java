package io.quorumlock.redis;

import java.util.List;

import io.lettuce.core.RedisClient;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.sync.RedisCommands;
import io.quorumlock.node.Operation;
import io.quorumlock.testing.RedisServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/**
 * Runs the script on a server of which nothing is known but that it votes.
 */
abstract class OnVotingServer {

	static RedisServer server;

	static RedisClient client;

	static RedisCommands<String, String> redis;

	private final BatchCodec codec = new BatchCodec(RedisNodeSettings.defaults());

	@BeforeAll
	static void start() {
		server = RedisServer.start();
		client = RedisClient.create(server.uri());
		redis = client.connect().sync();
	}

	@AfterAll
	static void stop() {
		client.shutdown();
		server.close();
	}

	@BeforeEach
	void letVote() {
		redis.configSet("maxmemory", "0");
		redis.flushall();
		String birth = ((String) run(0, new Operation.Greet()).get(0)).split(" ", 3)[1];
		run(0, new Operation.Admit(Long.parseLong(birth), true));
	}

	List<Object> run(long connection, Operation... operations) {
		return run("run-1", connection, operations);
	}

	List<Object> run(String run, long connection, Operation... operations) {
		return run(redis, run, connection, operations);
	}

	List<Object> run(RedisCommands<String, String> commands, String run, long connection, Operation... operations) {
		return commands.eval(LeaseScript.SOURCE, ScriptOutputType.MULTI, new String[] { LeaseScript.PREFIX },
				this.codec.encode(connection, run, List.of(operations)));
	}

}
