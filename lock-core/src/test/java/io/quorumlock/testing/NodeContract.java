package io.quorumlock.testing;

import java.time.Duration;
import java.util.List;

import io.quorumlock.node.Answer;
import io.quorumlock.node.Batch;
import io.quorumlock.node.Operation;
import io.quorumlock.node.SessionId;
import org.junit.jupiter.api.BeforeEach;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the parts of the contract need of a node. Each kind of node implements it once.
 */
public abstract class NodeContract {

	/** A lease time that does not end while a test runs. */
	static final long LONG = 60_000;

	/** A lease time that can be waited for. */
	static final long SHORT = 60;

	static final SessionId ANN = new SessionId("ann-0123456789abcdef");

	static final SessionId BOB = new SessionId("bob-0123456789abcdef");

	static final SessionId CAT = new SessionId("cat-0123456789abcdef");

	/** On which a test may listen to what sessions are told. */
	protected static final List<String> EARS = List.of(ear(ANN), ear(BOB), ear(CAT));

	/**
	 * Submits a batch to the node and waits for what becomes of it.
	 * @param operations the batch
	 * @return what became of it
	 */
	protected abstract Batch submit(List<Operation> operations);

	/**
	 * Has the node run a batch that arrives on a given connection of the client, also on
	 * one that is older than others.
	 * @param connection the number of the connection, higher for later ones
	 * @param operations the batch
	 * @return what became of it
	 */
	protected abstract Batch submit(long connection, List<Operation> operations);

	/**
	 * Lets time go by on the node.
	 * @param duration how much at least, and not much more
	 */
	protected abstract void advance(Duration duration);

	/**
	 * How long the node keeps a fence after the release; short enough to be waited for.
	 * @return the retention
	 */
	protected abstract Duration fenceRetention();

	/**
	 * How far a token may be ahead of the node's clock.
	 * @return the skew
	 */
	protected abstract Duration maxClockSkew();

	/**
	 * Empties the node.
	 */
	protected abstract void empty();

	/**
	 * Has the node begin another run of itself, with all that it knew.
	 */
	protected abstract void restart();

	/**
	 * What was told to {@link #EARS} since the last call.
	 * @return ear and text, with a blank between them, in the order of telling
	 */
	protected abstract List<String> heard();

	@BeforeEach
	void beginWithAnEmptyNodeThatVotes() {
		empty();
		admit(standing(), true);
		heard();
	}

	final List<Answer> run(Operation... operations) {
		return answers(submit(List.of(operations)));
	}

	final Answer runOn(long connection, Operation operation) {
		List<Answer> answers = answers(submit(connection, List.of(operation)));
		assertThat(answers).hasSize(1);
		return answers.get(0);
	}

	private static List<Answer> answers(Batch batch) {
		assertThat(batch).isInstanceOf(Batch.Answered.class);
		return ((Batch.Answered) batch).answers();
	}

	final Answer one(Operation operation) {
		List<Answer> answers = run(operation);
		assertThat(answers).hasSize(1);
		return answers.get(0);
	}

	final Answer.Standing standing() {
		return (Answer.Standing) one(new Operation.Greet());
	}

	final void admit(Answer.Standing standing, boolean founding) {
		assertThat(one(new Operation.Admit(standing.birth(), founding))).isEqualTo(new Answer.Ok());
	}

	final void open(SessionId session) {
		assertThat(one(new Operation.Open(session, LONG, "host-of-" + session.reveal().substring(0, 3), ear(session))))
			.isEqualTo(new Answer.Ok());
	}

	static String ear(SessionId session) {
		return "ear-of-" + session.reveal().substring(0, 3);
	}

	final Answer acquire(SessionId session, long lease, String name, long token) {
		return one(new Operation.Acquire(session, lease, name, token, 1, false));
	}

	final Answer wish(SessionId session, long lease, String name, long token) {
		return one(new Operation.Acquire(session, lease, name, token, 1, true));
	}

	final Answer release(SessionId session, long lease, String name) {
		return one(new Operation.Release(session, lease, name));
	}

}
