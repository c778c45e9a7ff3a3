package io.quorumlock.quorum.link;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.quorumlock.node.Answer;
import io.quorumlock.node.Batch;
import io.quorumlock.node.LeaseNode;
import io.quorumlock.node.Operation;
import io.quorumlock.node.SessionId;
import io.quorumlock.simulation.SimulatedClock;
import io.quorumlock.simulation.SimulatedProcess;
import io.quorumlock.simulation.World;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NodeLinkTests {

	private static final Operation RENEW = new Operation.Renew(new SessionId("s"), 1000);

	private static final Operation RELEASE = new Operation.Release(new SessionId("s"), 1, "name");

	private final World world = new World(1);

	private final SimulatedProcess process = new SimulatedProcess("client", this.world,
			new SimulatedClock(this.world, 1, 0));

	private final SilentNode node = new SilentNode();

	private final NodeLink link = new NodeLink(this.node, LinkSettings.withTimeout(Duration.ofMillis(50)),
			this.process.clock(), this.process);

	private final List<Outcome> outcomes = new ArrayList<>();

	@Test
	void operationsOfOneTurnTravelTogether() {
		this.process.execute(this::send);
		this.process.execute(this::send);
		this.process.execute(this::send);
		this.world.runFor(0);
		assertThat(this.node.batches).containsExactly(3);
	}

	@Test
	void manyOperationsTravelInBatchesOfBoundedSize() {
		for (int i = 0; i < 600; i++) {
			send();
		}
		this.world.runFor(0);
		assertThat(this.node.batches).containsExactly(256, 256, 88);
	}

	@Test
	void silenceIsUnansweredAfterTheTimeoutAndALateAnswerStillArrives() {
		send();
		this.world.runFor(Duration.ofMillis(50).toNanos());
		assertThat(this.outcomes).containsExactly(new Outcome.Unanswered("no answer in time"));
		this.node.answer();
		assertThat(this.outcomes).hasSize(2);
		assertThat(this.outcomes.get(1)).isInstanceOfSatisfying(Outcome.Answered.class,
				(answered) -> assertThat(answered.sentAt().nanos()).isZero());
	}

	@Test
	void fastNodeIsNotWaitedForForLongUntilItHasBecomeSlow() {
		NodeLink calibrated = new NodeLink(this.node,
				LinkSettings.withTimeouts(Duration.ofMillis(10), Duration.ofMillis(50)), this.process.clock(),
				this.process);
		ask(calibrated, 1, 50);
		assertThat(this.outcomes).hasSize(1);
		ask(calibrated, 30, 30);
		assertThat(this.outcomes).hasSize(3);
		assertThat(this.outcomes.get(1)).isEqualTo(new Outcome.Unanswered("no answer in time"));
		ask(calibrated, 30, 30);
		assertThat(this.outcomes).hasSize(4).last().isInstanceOf(Outcome.Answered.class);
	}

	private void ask(NodeLink calibrated, long latencyMillis, long withinMillis) {
		calibrated.send(RELEASE, this.outcomes::add);
		this.world.schedule(Duration.ofMillis(latencyMillis).toNanos(), this.node::answer);
		this.world.runFor(Duration.ofMillis(withinMillis).toNanos());
	}

	@Test
	void failingNodeIsSparedAndTriedAgainLater() {
		openBreaker();
		this.outcomes.clear();
		send();
		this.world.runFor(0);
		assertThat(this.outcomes).containsExactly(new Outcome.NotSent("circuit breaker is open"));
		assertThat(this.node.batches).hasSize(6);
		this.world.runFor(Duration.ofSeconds(1).toNanos());
		send();
		this.world.runFor(0);
		this.node.answer();
		assertThat(this.link.breakerState()).isEqualTo("CLOSED");
	}

	@Test
	void renewalPassesTheBreakerAndItsAnswerClosesIt() {
		openBreaker();
		this.outcomes.clear();
		this.link.send(RENEW, this.outcomes::add);
		this.world.runFor(0);
		this.node.answer();
		assertThat(this.link.breakerState()).isEqualTo("CLOSED");
		assertThat(this.outcomes).last().isInstanceOf(Outcome.Answered.class);
	}

	@Test
	void lateAnswerLetsTheNextCallPassTheBreaker() {
		openBreaker();
		this.node.answer();
		send();
		this.world.runFor(0);
		assertThat(this.node.batches).hasSize(7);
		assertThat(this.link.breakerState()).isEqualTo("HALF_OPEN");
		this.node.answer();
		assertThat(this.link.breakerState()).isEqualTo("CLOSED");
	}

	@Test
	void nodeThatIsAlwaysLateIsAskedByOneCallAtATime() {
		openBreaker();
		this.node.answer();
		send();
		this.world.runFor(0);
		send();
		this.world.runFor(Duration.ofMillis(50).toNanos());
		assertThat(this.node.batches).hasSize(7);
		assertThat(this.link.breakerState()).isEqualTo("OPEN");
	}

	@Test
	void retriesAsSoonAsTheNodeAnswersOrWhenPatienceIsOver() {
		List<String> retried = new ArrayList<>();
		this.link.retry(Duration.ofSeconds(1).toNanos(), () -> retried.add("at an answer"));
		send();
		this.world.runFor(0);
		assertThat(retried).isEmpty();
		this.node.answer();
		assertThat(retried).containsExactly("at an answer");
		this.link.retry(Duration.ofSeconds(1).toNanos(), () -> retried.add("after a second"));
		this.world.runFor(Duration.ofSeconds(3).toNanos());
		assertThat(retried).containsExactly("at an answer", "after a second");
	}

	@Test
	void nodeWithoutConnectionIsAskedAgainAtOnceWhenItHasOne() {
		this.node.connected = false;
		for (int i = 0; i < 20; i++) {
			send();
			this.world.runFor(0);
		}
		assertThat(this.outcomes).hasSize(20).containsOnly(new Outcome.NotSent("not connected"));
		this.node.connected = true;
		send();
		this.world.runFor(0);
		assertThat(this.node.batches).hasSize(1);
	}

	@Test
	void answerAfterThisThreadWasHeldUpIsNotAFailure() {
		send();
		this.world.runFor(0);
		this.process.pause();
		this.world.runFor(Duration.ofSeconds(2).toNanos());
		this.process.resume();
		this.node.answer();
		this.world.runFor(Duration.ofSeconds(1).toNanos());
		assertThat(this.outcomes).hasSize(1).first().isInstanceOf(Outcome.Answered.class);
	}

	@Test
	void probeIsAnsweredOnce() {
		List<Batch> seen = new ArrayList<>();
		this.link.probe(RENEW, seen::add);
		this.world.runFor(Duration.ofMillis(60).toNanos());
		this.node.answer();
		assertThat(seen).containsExactly(new Batch.Unanswered("no answer in time"));
	}

	/** By silence. */
	private void openBreaker() {
		for (int i = 0; i < 6; i++) {
			send();
			this.world.runFor(Duration.ofMillis(50).toNanos());
		}
		assertThat(this.link.breakerState()).isEqualTo("OPEN");
	}

	private void send() {
		this.link.send(RELEASE, this.outcomes::add);
	}

	private static final class SilentNode implements LeaseNode {

		private boolean connected = true;

		private final List<Integer> batches = new ArrayList<>();

		private final List<Consumer<Batch>> waiting = new ArrayList<>();

		@Override
		public String name() {
			return "silent";
		}

		@Override
		public void submit(List<Operation> operations, Consumer<Batch> result) {
			if (!this.connected) {
				result.accept(new Batch.NotSent("not connected"));
				return;
			}
			this.batches.add(operations.size());
			List<Answer> answers = operations.stream().<Answer>map((operation) -> new Answer.Ok()).toList();
			this.waiting.add((ignored) -> result.accept(new Batch.Answered(answers)));
		}

		@Override
		public void subscribe(String channel, Consumer<String> messages) {
			throw new UnsupportedOperationException();
		}

		void answer() {
			this.waiting.forEach((each) -> each.accept(new Batch.Unanswered("")));
			this.waiting.clear();
		}

	}

}
