package io.quorumlock.quorum;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.quorumlock.FencingToken;
import io.quorumlock.LeaseRequest;
import io.quorumlock.node.Answer;
import io.quorumlock.node.Batch;
import io.quorumlock.node.LeaseNode;
import io.quorumlock.node.Operation;
import io.quorumlock.simulation.SimulatedClock;
import io.quorumlock.simulation.SimulatedProcess;
import io.quorumlock.simulation.World;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an attempt proposes, round by round, to nodes that answer as they are told.
 */
class AttemptTests {

	private static final int BLOCK = 4;

	/** Above the clock of the one who asks, so that only what was seen counts. */
	private static final long FENCE = SimulatedClock.EPOCH_MICROS + 500_000L;

	private static final Answer STALE = new Answer.Stale(FENCE);

	private static final Answer GRANTED = new Answer.Granted();

	private static final Answer NO_SESSION = new Answer.NoSession();

	private final World world = new World(1);

	/**
	 * Found by the simulation in the history of seed 718: a node that granted in one
	 * round refused the same proposal in the next, so that the attempt barred itself.
	 */
	@Test
	void eachRoundProposesAboveTheEarlierRoundsOfTheSameAttempt() {
		List<ScriptedNode> nodes = List.of(new ScriptedNode("a", STALE, GRANTED, GRANTED),
				new ScriptedNode("b", STALE, NO_SESSION, GRANTED), new ScriptedNode("c", STALE, NO_SESSION, GRANTED));
		assertThat(acquire(nodes)).isInstanceOf(AcquireResult.Acquired.class);
		assertThat(nodes).allSatisfy((node) -> {
			assertThat(node.proposals).hasSize(3);
			assertThat(node.proposals.get(1)).isGreaterThan(FENCE);
			assertThat(node.proposals.get(2)).as("above the block that the second round reserved")
				.isGreaterThan(node.proposals.get(1) + BLOCK - 1);
		});
	}

	/**
	 * Or the lease would carry a token that is none.
	 */
	@ParameterizedTest
	@ValueSource(longs = { FencingToken.MAX_VALUE, FencingToken.MAX_VALUE - 1, Long.MAX_VALUE })
	void fenceThatLeavesNoTokenAboveItIsNotFollowed(long fence) {
		Answer absurd = new Answer.Stale(fence);
		List<ScriptedNode> nodes = List.of(new ScriptedNode("a", absurd, absurd, absurd, GRANTED),
				new ScriptedNode("b", NO_SESSION, STALE, GRANTED), new ScriptedNode("c", GRANTED, STALE, GRANTED));
		AcquireResult result = acquire(nodes);
		assertThat(nodes)
			.allSatisfy((node) -> assertThat(node.proposals).hasSize(3).allMatch((token) -> token <= FENCE + BLOCK));
		assertThat(result).isInstanceOfSatisfying(AcquireResult.Acquired.class,
				(acquired) -> assertThat(acquired.lease().fencingToken().value()).isEqualTo(FENCE + 1));
	}

	private AcquireResult acquire(List<ScriptedNode> nodes) {
		SimulatedProcess process = new SimulatedProcess("client", this.world, new SimulatedClock(this.world, 1, 0));
		LeaseEngine engine = new LeaseEngine(nodes, QuorumSettings.defaults("test", "client", 2), process.clock(),
				process, process, process);
		List<AcquireResult> results = new ArrayList<>();
		LeaseRequest request = LeaseRequest.of("orders");
		engine.acquire(request.lock(), Duration.ofSeconds(30), Duration.ZERO, 0, BLOCK, false, (lease) -> results
			.add(new AcquireResult.Acquired(new Turn(lease, lease.grant().token(), request, Turn.TurnEnd.RELEASE, ""))),
				results::add);
		this.world.runFor(1_000_000);
		assertThat(results).hasSize(1);
		return results.get(0);
	}

	private final class ScriptedNode implements LeaseNode {

		private final String name;

		private final List<Answer> votes;

		private final List<Long> proposals = new ArrayList<>();

		ScriptedNode(String name, Answer... votes) {
			this.name = name;
			this.votes = List.of(votes);
		}

		@Override
		public String name() {
			return this.name;
		}

		@Override
		public void submit(List<Operation> operations, Consumer<Batch> result) {
			List<Answer> answers = operations.stream().map(this::answer).toList();
			AttemptTests.this.world.schedule(1000, () -> result.accept(new Batch.Answered(answers)));
		}

		@Override
		public void subscribe(String channel, Consumer<String> messages) {
			// It has no news
		}

		private Answer answer(Operation operation) {
			if (operation instanceof Operation.Acquire acquire) {
				this.proposals.add(acquire.token());
				return this.votes.get(this.proposals.size() - 1);
			}
			return new Answer.Ok();
		}

	}

}
