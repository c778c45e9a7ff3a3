package io.quorumlock.redis;

import java.time.Duration;
import java.util.List;

import io.lettuce.core.RedisURI;
import io.quorumlock.node.Answer;
import io.quorumlock.node.Batch;
import io.quorumlock.node.Operation;
import io.quorumlock.node.SessionId;
import io.quorumlock.testing.Await;
import io.quorumlock.testing.LeaseNodeContract;
import io.quorumlock.testing.RedisServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * The contract on a real server.
 */
class LettuceLeaseNodeContractTests extends LeaseNodeContract {

	private static final SessionId PROBE = new SessionId("probe");

	private static RedisServer server;

	private static NodeFixture fixture;

	@BeforeAll
	static void start() {
		server = RedisServer.start();
		RedisNodeSettings settings = RedisNodeSettings.defaults()
			.withFences(Duration.ofMillis(500), Duration.ofSeconds(1));
		fixture = new NodeFixture(RedisURI.create(server.uri()), settings).connected();
	}

	@AfterAll
	static void stop() {
		fixture.close();
		server.close();
	}

	@Override
	protected void empty() {
		server.flushAll();
	}

	@Override
	protected Batch submit(List<Operation> operations) {
		return fixture.run(operations.toArray(new Operation[0]));
	}

	// A session that nobody renews tells when its time has passed on the server
	@Override
	protected void advance(Duration duration) {
		submit(List.of(new Operation.Open(PROBE, duration.toMillis(), "probe")));
		Operation question = new Operation.Acquire(PROBE, 1, "probe", 0, 1);
		Await.until("time has passed", () -> fixture.answers(question).get(0) instanceof Answer.NoSession);
	}

	@Override
	protected Duration fenceRetention() {
		return Duration.ofSeconds(1);
	}

	@Override
	protected Duration maxClockSkew() {
		return Duration.ofMillis(500);
	}

}
