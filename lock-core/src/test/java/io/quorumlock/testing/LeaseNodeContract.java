package io.quorumlock.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.quorumlock.node.Answer;
import io.quorumlock.node.Batch;
import io.quorumlock.node.Operation;
import io.quorumlock.node.SessionId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every voting node does, whatever it is made of. Written so that it holds on
 * virtual time and on a real server.
 */
public abstract class LeaseNodeContract {

	/** A lease time that does not end while a test runs. */
	private static final long LONG = 60_000;

	private static final long SHORT = 60;

	private final SessionId ann = new SessionId("ann-0123456789abcdef");

	private final SessionId bob = new SessionId("bob-0123456789abcdef");

	/**
	 * Submits a batch to the node and waits for what becomes of it.
	 * @param operations the batch
	 * @return what became of it
	 */
	protected abstract Batch submit(List<Operation> operations);

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

	@BeforeEach
	void beginWithAnEmptyNodeThatVotes() {
		empty();
		Answer.Standing standing = (Answer.Standing) one(new Operation.Greet());
		one(new Operation.Admit(standing.birth(), true));
	}

	private List<Answer> run(Operation... operations) {
		Batch batch = submit(List.of(operations));
		assertThat(batch).isInstanceOf(Batch.Answered.class);
		return ((Batch.Answered) batch).answers();
	}

	private Answer one(Operation operation) {
		List<Answer> answers = run(operation);
		assertThat(answers).hasSize(1);
		return answers.get(0);
	}

	private void open(SessionId session) {
		assertThat(one(new Operation.Open(session, LONG, "host-of-" + session.reveal().substring(0, 3))))
			.isEqualTo(new Answer.Ok());
	}

	private Answer acquire(SessionId session, long lease, String name, long token) {
		return one(new Operation.Acquire(session, lease, name, token, 1));
	}

	private Answer release(SessionId session, long lease, String name) {
		return one(new Operation.Release(session, lease, name));
	}

	@Test
	void emptyBatchIsAnswered() {
		assertThat(run()).isEmpty();
	}

	@Test
	void renewOfOpenSessionIsOk() {
		open(this.ann);
		assertThat(one(new Operation.Renew(this.ann, LONG))).isEqualTo(new Answer.Ok());
	}

	@Test
	void renewOfUnknownSessionIsGone() {
		assertThat(one(new Operation.Renew(this.ann, LONG))).isEqualTo(new Answer.Gone());
	}

	@Test
	void renewAfterLeaseTimeIsGone() {
		run(new Operation.Open(this.ann, SHORT, "a"));
		advance(Duration.ofMillis(SHORT + 1));
		assertThat(one(new Operation.Renew(this.ann, LONG))).isEqualTo(new Answer.Gone());
	}

	@Test
	void renewProlongs() {
		run(new Operation.Open(this.ann, SHORT, "a"), new Operation.Renew(this.ann, LONG));
		advance(Duration.ofMillis(SHORT + 1));
		assertThat(one(new Operation.Renew(this.ann, LONG))).isEqualTo(new Answer.Ok());
	}

	@Test
	void openAgainKeepsGrants() {
		open(this.ann);
		open(this.bob);
		acquire(this.ann, 1, "n", 5);
		open(this.ann);
		assertThat(acquire(this.bob, 1, "n", 6)).isInstanceOf(Answer.Taken.class);
	}

	@Test
	void closeEndsSessionAndItsGrants() {
		open(this.ann);
		open(this.bob);
		acquire(this.ann, 1, "n", 5);
		assertThat(one(new Operation.Close(this.ann))).isEqualTo(new Answer.Ok());
		assertThat(one(new Operation.Renew(this.ann, LONG))).isEqualTo(new Answer.Gone());
		assertThat(acquire(this.bob, 1, "n", 6)).isEqualTo(new Answer.Granted());
	}

	@Test
	void closeOfUnknownSessionIsOk() {
		assertThat(one(new Operation.Close(this.ann))).isEqualTo(new Answer.Ok());
	}

	@Test
	void acquireOfFreeNameIsGranted() {
		open(this.ann);
		assertThat(acquire(this.ann, 1, "n", 5)).isEqualTo(new Answer.Granted());
	}

	@Test
	void acquireWithoutSessionIsRefused() {
		assertThat(acquire(this.ann, 1, "n", 5)).isEqualTo(new Answer.NoSession());
	}

	@Test
	void acquireWithoutSessionIsRefusedBeforeAllElse() {
		open(this.bob);
		acquire(this.bob, 1, "n", 5);
		assertThat(acquire(this.ann, 1, "n", 1)).isEqualTo(new Answer.NoSession());
	}

	@Test
	void acquireOfTakenNameTellsHolder() {
		open(this.ann);
		open(this.bob);
		acquire(this.ann, 1, "n", 5);
		assertThat(acquire(this.bob, 1, "n", 6)).isInstanceOfSatisfying(Answer.Taken.class, (taken) -> {
			assertThat(taken.remainingMillis()).isBetween(1L, LONG);
			assertThat(taken.token()).isEqualTo(5);
			assertThat(taken.holder()).isEqualTo("host-of-ann");
		});
	}

	@Test
	void holderMayHaveAnyName() {
		String name = "host 1: a b %d % \u00e4 \n ' \"";
		run(new Operation.Open(this.ann, LONG, name));
		open(this.bob);
		acquire(this.ann, 1, "n", 5);
		assertThat(acquire(this.bob, 1, "n", 6)).isInstanceOfSatisfying(Answer.Taken.class,
				(taken) -> assertThat(taken.holder()).isEqualTo(name));
	}

	@Test
	void otherLeaseOfSameSessionFindsNameTaken() {
		open(this.ann);
		acquire(this.ann, 1, "n", 5);
		assertThat(acquire(this.ann, 2, "n", 6)).isInstanceOf(Answer.Taken.class);
	}

	@Test
	void takenComesBeforeStale() {
		open(this.ann);
		open(this.bob);
		acquire(this.ann, 1, "n", 5);
		assertThat(acquire(this.bob, 1, "n", 1)).isInstanceOf(Answer.Taken.class);
	}

	@Test
	void nameOfExpiredSessionIsFree() {
		open(this.bob);
		run(new Operation.Open(this.ann, SHORT, "a"), new Operation.Acquire(this.ann, 1, "n", 5, 1));
		advance(Duration.ofMillis(SHORT + 1));
		assertThat(acquire(this.bob, 1, "n", 5)).isEqualTo(new Answer.Stale(5));
		assertThat(acquire(this.bob, 1, "n", 6)).isEqualTo(new Answer.Granted());
	}

	@Test
	void expiredSessionGetsNothing() {
		run(new Operation.Open(this.ann, SHORT, "a"), new Operation.Acquire(this.ann, 1, "n", 5, 1));
		advance(Duration.ofMillis(SHORT + 1));
		assertThat(acquire(this.ann, 1, "n", 6)).isEqualTo(new Answer.NoSession());
	}

	@Test
	void sameLeaseMayRaiseItsToken() {
		open(this.ann);
		acquire(this.ann, 1, "n", 5);
		assertThat(acquire(this.ann, 1, "n", 5)).isEqualTo(new Answer.Stale(5));
		assertThat(acquire(this.ann, 1, "n", 9)).isEqualTo(new Answer.Granted());
		open(this.bob);
		assertThat(acquire(this.bob, 1, "n", 10)).isInstanceOfSatisfying(Answer.Taken.class,
				(taken) -> assertThat(taken.token()).isEqualTo(9));
	}

	@Test
	void tokenMustBeAboveFence() {
		open(this.ann);
		acquire(this.ann, 1, "n", 5);
		release(this.ann, 1, "n");
		assertThat(acquire(this.ann, 2, "n", 4)).isEqualTo(new Answer.Stale(5));
		assertThat(acquire(this.ann, 2, "n", 5)).isEqualTo(new Answer.Stale(5));
		assertThat(acquire(this.ann, 2, "n", 6)).isEqualTo(new Answer.Granted());
	}

	@Test
	void tokenZeroIsStaleOnFreshName() {
		open(this.ann);
		assertThat(acquire(this.ann, 1, "n", 0)).isEqualTo(new Answer.Stale(0));
	}

	@Test
	void blockIsReserved() {
		open(this.ann);
		assertThat(one(new Operation.Acquire(this.ann, 1, "n", 100, 50))).isEqualTo(new Answer.Granted());
		release(this.ann, 1, "n");
		assertThat(acquire(this.ann, 2, "n", 149)).isEqualTo(new Answer.Stale(149));
		assertThat(acquire(this.ann, 2, "n", 150)).isEqualTo(new Answer.Granted());
	}

	@Test
	void tokensOfTodayAreNotRounded() {
		open(this.ann);
		long token = 1_790_000_000_123_457L;
		assertThat(acquire(this.ann, 1, "n", token)).isEqualTo(new Answer.Granted());
		release(this.ann, 1, "n");
		assertThat(acquire(this.ann, 2, "n", token)).isEqualTo(new Answer.Stale(token));
		assertThat(acquire(this.ann, 2, "n", token + 1)).isEqualTo(new Answer.Granted());
	}

	@Test
	void tokenTooFarAheadIsRefused() {
		open(this.ann);
		Answer answer = acquire(this.ann, 1, "n", Long.MAX_VALUE);
		assertThat(answer).isInstanceOf(Answer.Ahead.class);
		long now = ((Answer.Ahead) answer).nodeMicros();
		long skew = maxClockSkew().toNanos() / 1000;
		assertThat(acquire(this.ann, 1, "n", now + skew + 60_000_000)).isInstanceOf(Answer.Ahead.class);
		assertThat(acquire(this.ann, 1, "n", now + skew)).isEqualTo(new Answer.Granted());
	}

	@Test
	void refusedTokenLeavesFence() {
		open(this.ann);
		acquire(this.ann, 1, "n", Long.MAX_VALUE);
		assertThat(acquire(this.ann, 1, "n", 1)).isEqualTo(new Answer.Granted());
	}

	@Test
	void namesAreIndependent() {
		open(this.ann);
		open(this.bob);
		assertThat(acquire(this.ann, 1, "n", 5)).isEqualTo(new Answer.Granted());
		assertThat(acquire(this.bob, 1, "m", 1)).isEqualTo(new Answer.Granted());
	}

	@Test
	void releaseFreesName() {
		open(this.ann);
		open(this.bob);
		acquire(this.ann, 1, "n", 5);
		assertThat(release(this.ann, 1, "n")).isEqualTo(new Answer.Ok());
		assertThat(acquire(this.bob, 1, "n", 6)).isEqualTo(new Answer.Granted());
	}

	@Test
	void releaseOfUnknownNameIsOk() {
		assertThat(release(this.ann, 1, "n")).isEqualTo(new Answer.Ok());
	}

	@Test
	void releaseTouchesNoOtherSession() {
		open(this.ann);
		open(this.bob);
		acquire(this.ann, 1, "n", 5);
		assertThat(release(this.bob, 1, "n")).isEqualTo(new Answer.Ok());
		assertThat(acquire(this.bob, 1, "n", 6)).isInstanceOf(Answer.Taken.class);
	}

	@Test
	void releaseTouchesNoOtherLease() {
		open(this.ann);
		open(this.bob);
		acquire(this.ann, 1, "n", 5);
		assertThat(release(this.ann, 2, "n")).isEqualTo(new Answer.Ok());
		assertThat(acquire(this.bob, 1, "n", 6)).isInstanceOf(Answer.Taken.class);
	}

	@Test
	void releaseTwiceTouchesNoLaterGrant() {
		open(this.ann);
		open(this.bob);
		acquire(this.ann, 1, "n", 5);
		release(this.ann, 1, "n");
		acquire(this.bob, 1, "n", 6);
		release(this.ann, 1, "n");
		assertThat(acquire(this.ann, 2, "n", 7)).isInstanceOf(Answer.Taken.class);
	}

	@Test
	void fenceIsForgottenAfterItsRetention() {
		open(this.ann);
		acquire(this.ann, 1, "n", 5);
		release(this.ann, 1, "n");
		advance(fenceRetention().plusMillis(1));
		assertThat(acquire(this.ann, 2, "n", 1)).isEqualTo(new Answer.Granted());
	}

	@Test
	void heldNameOutlivesRetentionOfFence() {
		open(this.ann);
		open(this.bob);
		acquire(this.ann, 1, "n", 5);
		release(this.ann, 1, "n");
		acquire(this.ann, 2, "n", 6);
		advance(fenceRetention().plusMillis(1));
		assertThat(acquire(this.bob, 1, "n", 7)).isInstanceOf(Answer.Taken.class);
	}

	@Test
	void regrantWithoutSessionIsRefused() {
		assertThat(one(new Operation.Regrant(this.ann, 1, "n", 5, 5))).isEqualTo(new Answer.NoSession());
	}

	@Test
	void regrantOfFreeNameIsGranted() {
		open(this.ann);
		open(this.bob);
		assertThat(one(new Operation.Regrant(this.ann, 1, "n", 5, 9))).isEqualTo(new Answer.Granted());
		assertThat(acquire(this.bob, 1, "n", 6)).isInstanceOfSatisfying(Answer.Taken.class,
				(taken) -> assertThat(taken.token()).isEqualTo(5));
		release(this.ann, 1, "n");
		assertThat(acquire(this.bob, 1, "n", 9)).isEqualTo(new Answer.Stale(9));
	}

	@Test
	void regrantOfTakenNameIsRefused() {
		open(this.ann);
		open(this.bob);
		acquire(this.ann, 1, "n", 5);
		assertThat(one(new Operation.Regrant(this.bob, 1, "n", 9, 9))).isInstanceOf(Answer.Taken.class);
	}

	@Test
	void regrantBelowFenceIsStale() {
		open(this.ann);
		acquire(this.ann, 1, "n", 5);
		release(this.ann, 1, "n");
		assertThat(one(new Operation.Regrant(this.ann, 2, "n", 4, 4))).isEqualTo(new Answer.Stale(5));
		assertThat(one(new Operation.Regrant(this.ann, 2, "n", 4, 5))).isEqualTo(new Answer.Granted());
	}

	@Test
	void regrantOfOwnGrantIsGranted() {
		open(this.ann);
		one(new Operation.Acquire(this.ann, 1, "n", 5, 10));
		assertThat(one(new Operation.Regrant(this.ann, 1, "n", 5, 14))).isEqualTo(new Answer.Granted());
		assertThat(one(new Operation.Regrant(this.ann, 1, "n", 5, 13))).isEqualTo(new Answer.Stale(14));
	}

	@Test
	void regrantUnderNewSessionAfterOldOneIsGone() {
		open(this.ann);
		acquire(this.ann, 1, "n", 5);
		run(new Operation.Close(this.ann));
		open(this.bob);
		assertThat(one(new Operation.Regrant(this.bob, 1, "n", 5, 5))).isEqualTo(new Answer.Granted());
	}

	@Test
	void batchRunsInOrder() {
		assertThat(run(new Operation.Acquire(this.ann, 1, "n", 5, 1), new Operation.Open(this.ann, LONG, "a"),
				new Operation.Acquire(this.ann, 1, "n", 5, 1), new Operation.Open(this.bob, LONG, "b"),
				new Operation.Acquire(this.bob, 1, "n", 6, 1), new Operation.Release(this.ann, 1, "n"),
				new Operation.Acquire(this.bob, 1, "n", 6, 1), new Operation.Close(this.bob),
				new Operation.Renew(this.bob, LONG), new Operation.Renew(this.ann, LONG)))
			.satisfiesExactly((answer) -> assertThat(answer).isEqualTo(new Answer.NoSession()),
					(answer) -> assertThat(answer).isEqualTo(new Answer.Ok()),
					(answer) -> assertThat(answer).isEqualTo(new Answer.Granted()),
					(answer) -> assertThat(answer).isEqualTo(new Answer.Ok()),
					(answer) -> assertThat(answer).isInstanceOf(Answer.Taken.class),
					(answer) -> assertThat(answer).isEqualTo(new Answer.Ok()),
					(answer) -> assertThat(answer).isEqualTo(new Answer.Granted()),
					(answer) -> assertThat(answer).isEqualTo(new Answer.Ok()),
					(answer) -> assertThat(answer).isEqualTo(new Answer.Gone()),
					(answer) -> assertThat(answer).isEqualTo(new Answer.Ok()));
	}

	@Test
	void largeBatchIsAnsweredInFull() {
		List<Operation> operations = new ArrayList<>();
		operations.add(new Operation.Open(this.ann, LONG, "a"));
		for (int i = 0; i < 2000; i++) {
			operations.add(new Operation.Acquire(this.ann, i, "n" + i, 5, 1));
		}
		assertThat(run(operations.toArray(new Operation[0]))).hasSize(2001)
			.endsWith(new Answer.Granted(), new Answer.Granted());
	}

}
