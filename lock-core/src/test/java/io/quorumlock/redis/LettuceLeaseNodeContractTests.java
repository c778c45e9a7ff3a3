package io.quorumlock.redis;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

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

	private static final String MARK = "that is all";

	private final List<String> told = new CopyOnWriteArrayList<>();

	private RedisServer server;

	private NodeFixture fixture;

	private ScriptNode script;

	private int marks;

	RedisBinary binary() {
		return RedisBinary.bundled();
	}

	RedisServer server() {
		return RedisServer.start(binary());
	}

	RedisURI uri(RedisServer server) {
		return RedisURI.create(server.uri());
	}

	@BeforeAll
	void start() {
		this.server = server();
		this.fixture = new NodeFixture(uri(this.server), this.settings).connected();
		this.script = new ScriptNode(uri(this.server));
		EARS.forEach((ear) -> this.fixture.loop.timers()
			.execute(() -> this.fixture.node.subscribe(ear, (text) -> this.told.add(ear + " " + text))));
		Await.until("messages are heard", () -> {
			EARS.forEach((ear) -> this.fixture.run(new Operation.Announce(ear, MARK)));
			return EARS.stream().allMatch((ear) -> this.told.contains(ear + " " + MARK));
		});
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
		this.server.execute("SET " + LeaseScript.PREFIX + "sentinel \"1 1 0 0 earlier\"");
	}

	@Override
	protected Batch submit(List<Operation> operations) {
		return this.fixture.run(operations.toArray(new Operation[0]));
	}

	@Override
	protected Batch submit(long connection, List<Operation> operations) {
		return this.script.submit(new BatchCodec(this.settings), connection, operations);
	}

	@Override
	protected List<String> heard() {
		String mark = MARK + " " + ++this.marks;
		String last = EARS.get(0) + " " + mark;
		this.fixture.run(new Operation.Announce(EARS.get(0), mark));
		Await.until("all is heard", () -> this.told.contains(last));
		List<String> heard = this.told.stream().filter((each) -> !each.contains(MARK)).toList();
		this.told.clear();
		return heard;
	}

	// A session that nobody renews tells when its time has passed on the server
	@Override
	protected void advance(Duration duration) {
		submit(List.of(new Operation.Open(PROBE, duration.toMillis(), "probe", "ear")));
		Operation question = new Operation.Acquire(PROBE, 1, "probe", 0, 1, false);
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
