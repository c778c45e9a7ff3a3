package io.quorumlock.redis;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import io.quorumlock.node.LeaseNode;
import io.quorumlock.testing.Await;
import io.quorumlock.testing.PushContract;
import io.quorumlock.testing.RedisBinary;
import io.quorumlock.testing.RedisServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/**
 * The contract on a real server, of the oldest version that is supported.
 */
class LettuceLeaseNodePushContractTests extends PushContract {

	private static RedisServer server;

	private List<NodeFixture> fixtures;

	@BeforeAll
	static void start() {
		server = RedisServer.start(RedisBinary.bundled());
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@BeforeEach
	void connect() {
		this.fixtures = List.of(new NodeFixture(server.uri()).connected(), new NodeFixture(server.uri()).connected());
	}

	@AfterEach
	void close() {
		this.fixtures.forEach(NodeFixture::close);
	}

	@Override
	protected void on(int client, Consumer<LeaseNode> action) {
		NodeFixture fixture = this.fixtures.get(client);
		CompletableFuture.runAsync(() -> action.accept(fixture.node), fixture.loop.timers()::execute)
			.orTimeout(10, TimeUnit.SECONDS)
			.join();
	}

	@Override
	protected void await(String what, BooleanSupplier condition) {
		Await.until(what, condition);
	}

	@Override
	protected void disconnect() {
		server.execute("CLIENT KILL TYPE pubsub");
	}

}
