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
import io.quorumlock.testing.RedisBinary;
import io.quorumlock.testing.RedisServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/**
 * The contract on a real server, of the oldest version that is supported.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LettuceLeaseNodeContractTests extends LeaseNodeContract {

	private static final SessionId PROBE = new SessionId("probe");

	private final RedisNodeSettings settings = RedisNodeSettings.defaults()
		.withFences(maxClockSkew(), fenceRetention());

	private RedisServer server;

	private NodeFixture fixture;

	private ScriptNode script;

	RedisBinary binary() {
		return RedisBinary.bundled();
	}

	@BeforeAll
	void start() {
		this.server = RedisServer.start(binary());
		this.fixture = new NodeFixture(RedisURI.create(this.server.uri()), this.settings).connected();
		this.script = new ScriptNode(this.server);
	}

	@AfterAll
	void stop() {
		this.script.close();
		this.fixture.close();
		this.server.close();
	}

	@Override
	protected void empty() {
		this.server.flushAll();
	}

	// What a restart with data looks like from then on
	@Override
	protected void restart() {
		this.server.execute("HSET " + LeaseScript.PREFIX + "sentinel run earlier");
	}

	@Override
	protected Batch submit(List<Operation> operations) {
		return this.fixture.run(operations.toArray(new Operation[0]));
	}

	@Override
	protected Batch submit(long connection, List<Operation> operations) {
		return this.script.submit(new BatchCodec(this.settings), connection, operations);
	}

	// A session that nobody renews tells when its time has passed on the server
	@Override
	protected void advance(Duration duration) {
		submit(List.of(new Operation.Open(PROBE, duration.toMillis(), "probe")));
		Operation question = new Operation.Acquire(PROBE, 1, "probe", 0, 1);
		Await.until("time has passed", () -> this.fixture.answers(question).get(0) instanceof Answer.NoSession);
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
