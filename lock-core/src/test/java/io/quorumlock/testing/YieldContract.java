package io.quorumlock.testing;

import java.time.Duration;

import io.quorumlock.node.Answer;
import io.quorumlock.node.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who looks at a name changes nothing; who leaves one to a successor keeps all others
 * out.
 */
public abstract class YieldContract extends RestartGuardContract {

	private static final Operation LOOK = new Operation.Look("n");

	@Test
	void lookAtUnknownNameFindsItFree() {
		assertThat(one(LOOK)).isEqualTo(new Answer.Free(0));
	}

	@Test
	void lookAtHeldNameTellsTheHolder() {
		open(ANN);
		acquire(ANN, 1, "n", 5);
		assertThat(one(LOOK)).isInstanceOfSatisfying(Answer.Taken.class, (taken) -> {
			assertThat(taken.remainingMillis()).isBetween(1L, LONG);
			assertThat(taken.token()).isEqualTo(5);
			assertThat(taken.holder()).isEqualTo("host-of-ann");
		});
	}

	@Test
	void lookAtReleasedNameTellsTheFence() {
		open(ANN);
		run(new Operation.Acquire(ANN, 1, "n", 5, 3, false), new Operation.Release(ANN, 1, "n"));
		assertThat(one(LOOK)).isEqualTo(new Answer.Free(7));
	}

	@Test
	void lookAtNameOfExpiredSessionTellsTheFence() {
		run(new Operation.Open(ANN, SHORT, "a", "ear"), new Operation.Acquire(ANN, 1, "n", 5, 1, false));
		advance(Duration.ofMillis(SHORT + 1));
		assertThat(one(LOOK)).isEqualTo(new Answer.Free(5));
	}

	@Test
	void lookAtNodeWithAFloorTellsTheFloor() {
		empty();
		admit(standing(), false);
		assertThat(one(LOOK)).isInstanceOfSatisfying(Answer.Free.class,
				(free) -> assertThat(free.fence()).isGreaterThanOrEqualTo(standing().birth()));
	}

	@Test
	void lookAtNodeThatSitsOutIsToldSo() {
		empty();
		assertThat(one(LOOK)).isEqualTo(new Answer.SittingOut(standing().birth()));
	}

	@Test
	void holderIsSeenAlsoOnANodeThatSitsOut() {
		open(ANN);
		acquire(ANN, 1, "n", 5);
		restart();
		assertThat(one(LOOK)).isInstanceOf(Answer.Taken.class);
	}

	@Test
	void lookChangesNothing() {
		open(ANN);
		run(LOOK, LOOK);
		assertThat(acquire(ANN, 1, "n", 1)).isEqualTo(new Answer.Granted());
		run(LOOK);
		assertThat(acquire(ANN, 1, "n", 2)).isEqualTo(new Answer.Granted());
	}

	@Test
	void successorTakesOverWhatIsStillOwned() {
		openAll();
		acquire(ANN, 1, "n", 5);
		assertThat(leaveToBob()).isEqualTo(new Answer.Ok());
		assertThat(acquire(BOB, 1, "n", 6)).isEqualTo(new Answer.Granted());
		assertThat(one(LOOK)).isInstanceOfSatisfying(Answer.Taken.class, (taken) -> {
			assertThat(taken.holder()).isEqualTo("host-of-bob");
			assertThat(taken.token()).isEqualTo(6);
		});
	}

	@Test
	void othersAreStillRefused() {
		openAll();
		acquire(ANN, 1, "n", 5);
		leaveToBob();
		assertThat(acquire(CAT, 1, "n", 6)).isInstanceOf(Answer.Taken.class);
		assertThat(one(LOOK)).isInstanceOfSatisfying(Answer.Taken.class,
				(taken) -> assertThat(taken.holder()).isEqualTo("host-of-ann"));
	}

	@Test
	void successorsTokenMustBeAboveTheFence() {
		openAll();
		acquire(ANN, 1, "n", 5);
		leaveToBob();
		assertThat(acquire(BOB, 1, "n", 5)).isEqualTo(new Answer.Stale(5));
		assertThat(acquire(BOB, 1, "n", 6)).isEqualTo(new Answer.Granted());
	}

	@Test
	void successorNeedsASession() {
		open(ANN);
		acquire(ANN, 1, "n", 5);
		leaveToBob();
		assertThat(acquire(BOB, 1, "n", 6)).isEqualTo(new Answer.NoSession());
	}

	@Test
	void successorCannotRegrant() {
		openAll();
		acquire(ANN, 1, "n", 5);
		leaveToBob();
		assertThat(one(new Operation.Regrant(BOB, 1, "n", 6, 6))).isInstanceOf(Answer.Taken.class);
	}

	@Test
	void nodeThatSitsOutRefusesTheSuccessorToo() {
		openAll();
		acquire(ANN, 1, "n", 5);
		leaveToBob();
		restart();
		assertThat(acquire(BOB, 1, "n", 6)).isInstanceOf(Answer.SittingOut.class);
	}

	@Test
	void onlyTheSuccessorsFirstGrantIsLeftToIt() {
		openAll();
		acquire(ANN, 1, "n", 5);
		leaveToBob();
		acquire(BOB, 1, "n", 6);
		assertThat(acquire(BOB, 2, "n", 7)).isInstanceOf(Answer.Taken.class);
		assertThat(acquire(ANN, 1, "n", 7)).isInstanceOf(Answer.Taken.class);
	}

	@Test
	void releaseByTheFormerOwnerLeavesTheSuccessorAlone() {
		openAll();
		acquire(ANN, 1, "n", 5);
		leaveToBob();
		acquire(BOB, 1, "n", 6);
		assertThat(release(ANN, 1, "n")).isEqualTo(new Answer.Ok());
		assertThat(acquire(CAT, 1, "n", 7)).isInstanceOf(Answer.Taken.class);
	}

	@Test
	void releaseWithoutASuccessorFreesTheNameForAll() {
		openAll();
		acquire(ANN, 1, "n", 5);
		leaveToBob();
		release(ANN, 1, "n");
		assertThat(acquire(CAT, 1, "n", 6)).isEqualTo(new Answer.Granted());
		assertThat(acquire(BOB, 1, "n", 7)).isInstanceOf(Answer.Taken.class);
	}

	@Test
	void ownersNextGrantTakesItBack() {
		openAll();
		acquire(ANN, 1, "n", 5);
		leaveToBob();
		acquire(ANN, 1, "n", 6);
		assertThat(acquire(BOB, 1, "n", 7)).isInstanceOf(Answer.Taken.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "other session", "other lease", "other name" })
	void onlyTheOwnerMayLeaveANameToOthers(String who) {
		openAll();
		acquire(ANN, 1, "n", 5);
		assertThat(one(switch (who) {
			case "other session" -> new Operation.Yield(CAT, 1, "n", "host-of-bob");
			case "other lease" -> new Operation.Yield(ANN, 2, "n", "host-of-bob");
			default -> new Operation.Yield(ANN, 1, "m", "host-of-bob");
		})).isEqualTo(new Answer.Ok());
		assertThat(acquire(BOB, 1, "n", 6)).isInstanceOf(Answer.Taken.class);
	}

	@Test
	void nameThatNobodyOwnsIsLeftToNobody() {
		openAll();
		leaveToBob();
		assertThat(acquire(CAT, 1, "n", 5)).isEqualTo(new Answer.Granted());
		assertThat(acquire(BOB, 1, "n", 6)).isInstanceOf(Answer.Taken.class);
	}

	@Test
	void announcementIsOkAlsoIfNobodyListens() {
		assertThat(run(new Operation.Announce("nobody", "text"), new Operation.Announce("", "")))
			.containsExactly(new Answer.Ok(), new Answer.Ok());
	}

	final void openAll() {
		open(ANN);
		open(BOB);
		open(CAT);
	}

	private Answer leaveToBob() {
		return one(new Operation.Yield(ANN, 1, "n", "host-of-bob"));
	}

}
