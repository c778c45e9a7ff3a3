package io.quorumlock.testing;

import io.quorumlock.node.Answer;
import io.quorumlock.node.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What those are told who find a name taken, and which of their wishes are noted.
 */
public abstract class LineContract extends YieldContract {

	private static final int MOST_WISHES = 32;

	@Test
	void takenTellsTheFence() {
		openAll();
		one(new Operation.Acquire(ANN, 1, "n", 5, 10, false));
		assertFenceIs(14, new Operation.Acquire(BOB, 1, "n", 6, 1, false));
		assertFenceIs(14, new Operation.Acquire(BOB, 1, "n", 6, 1, true));
		assertFenceIs(14, new Operation.Regrant(BOB, 1, "n", 20, 20));
		assertFenceIs(14, new Operation.Look("n"));
	}

	@Test
	void takenTellsTheFloorIfThatIsHigher() {
		openAll();
		acquire(ANN, 1, "n", 5);
		restart();
		assertFenceIs(standing().birth(), new Operation.Look("n"));
		admit(standing(), false);
		long floor = ((Answer.Free) one(new Operation.Look("m"))).fence();
		assertThat(floor).isGreaterThanOrEqualTo(standing().birth());
		assertFenceIs(floor, new Operation.Look("n"));
		assertFenceIs(floor, new Operation.Acquire(BOB, 1, "n", 6, 1, false));
		assertFenceIs(floor, new Operation.Regrant(BOB, 1, "n", 6, 6));
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void repeatedQuestionIsGrantedAndChangesNothing(boolean wish) {
		openAll();
		one(new Operation.Acquire(ANN, 1, "n", 5, 3, wish));
		one(new Operation.Yield(ANN, 1, "n", "host-of-bob"));
		assertThat(one(new Operation.Acquire(ANN, 1, "n", 5, 10, wish))).isEqualTo(new Answer.Granted());
		assertFenceIs(7, new Operation.Look("n"));
		assertThat(acquire(BOB, 1, "n", 8)).isEqualTo(new Answer.Granted());
	}

	@Test
	void repeatedQuestionIsGrantedAlsoBelowTheFloor() {
		openAll();
		acquire(ANN, 1, "n", 5);
		restart();
		assertThat(acquire(ANN, 1, "n", 5)).isInstanceOf(Answer.SittingOut.class);
		admit(standing(), false);
		assertThat(acquire(ANN, 1, "n", 5)).isEqualTo(new Answer.Granted());
		assertThat(acquire(ANN, 1, "n", 6)).isInstanceOf(Answer.Stale.class);
	}

	@Test
	void questionOfAnotherLeaseIsNoRepetition() {
		openAll();
		acquire(ANN, 1, "n", 5);
		assertThat(acquire(ANN, 2, "n", 5)).isInstanceOf(Answer.Taken.class);
		assertThat(acquire(BOB, 1, "n", 5)).isInstanceOf(Answer.Taken.class);
		release(ANN, 1, "n");
		assertThat(acquire(ANN, 1, "n", 5)).isEqualTo(new Answer.Stale(5));
	}

	@Test
	void ownerIsToldThatItIsWanted() {
		openAll();
		acquire(ANN, 7, "n", 5);
		wish(BOB, 1, "n", 6);
		wish(CAT, 1, "n", 7);
		wish(BOB, 1, "n", 6);
		assertThat(heard()).containsExactly("ear-of-ann wanted 7 n", "ear-of-ann wanted 7 n", "ear-of-ann wanted 7 n");
	}

	@Test
	void laterWishOfALeaseTakesThePlaceOfTheFormer() {
		openAll();
		acquire(ANN, 1, "n", 5);
		wish(BOB, 1, "n", 6);
		wish(CAT, 1, "n", 7);
		one(new Operation.Acquire(BOB, 1, "n", 8, 3, true));
		heard();
		run(new Operation.Release(ANN, 1, "n"), new Operation.Release(CAT, 1, "n"), new Operation.Release(BOB, 1, "n"));
		assertThat(heard()).containsExactly("ear-of-cat granted 1 7 1", "ear-of-bob granted 1 8 0");
		assertFree(10);
	}

	@ParameterizedTest
	@ValueSource(longs = { -1, 0, 4, 5, 14 })
	void wishThatIsNotAboveTheFenceIsNotNoted(long token) {
		openAll();
		one(new Operation.Acquire(ANN, 1, "n", 5, 10, false));
		assertThat(wish(BOB, 1, "n", token)).isInstanceOf(Answer.Taken.class);
		assertNotNoted(14);
	}

	@Test
	void wishThatIsNotAboveTheFloorIsNotNoted() {
		openAll();
		acquire(ANN, 1, "n", 5);
		restart();
		admit(standing(), false);
		long floor = ((Answer.Free) one(new Operation.Look("m"))).fence();
		assertThat(wish(BOB, 1, "n", floor)).isInstanceOf(Answer.Taken.class);
		assertNotNoted(floor);
	}

	@Test
	void wishTooFarAheadIsNotNoted() {
		openAll();
		acquire(ANN, 1, "n", 5);
		long limit = ((Answer.Ahead) acquire(BOB, 1, "m", Long.MAX_VALUE)).nodeMicros()
				+ maxClockSkew().toNanos() / 1000;
		assertThat(wish(BOB, 1, "n", Long.MAX_VALUE)).isInstanceOf(Answer.Taken.class);
		assertThat(wish(BOB, 1, "n", limit + 60_000_000)).isInstanceOf(Answer.Taken.class);
		assertThat(heard()).isEmpty();
		wish(BOB, 1, "n", limit);
		release(ANN, 1, "n");
		assertThat(heard()).containsExactly("ear-of-ann wanted 1 n", "ear-of-bob granted 1 " + limit + " 0");
	}

	@Test
	void wishThatIsNotNotedLeavesTheFormer() {
		openAll();
		acquire(ANN, 1, "n", 5);
		wish(BOB, 1, "n", 6);
		wish(BOB, 1, "n", 5);
		wish(BOB, 1, "n", Long.MAX_VALUE);
		heard();
		release(ANN, 1, "n");
		assertThat(heard()).containsExactly("ear-of-bob granted 1 6 0");
	}

	@Test
	void wishWithoutSessionIsNotNoted() {
		open(ANN);
		acquire(ANN, 1, "n", 5);
		assertThat(wish(BOB, 1, "n", 6)).isEqualTo(new Answer.NoSession());
		open(BOB);
		assertNotNoted(5);
	}

	@Test
	void nodeThatSitsOutNotesNoWish() {
		openAll();
		acquire(ANN, 1, "n", 5);
		restart();
		assertThat(wish(BOB, 1, "n", 6)).isInstanceOf(Answer.SittingOut.class);
		admit(standing(), true);
		assertNotNoted(5);
	}

	@Test
	void wishForAFreeNameIsAnswered() {
		openAll();
		acquire(ANN, 1, "n", 5);
		release(ANN, 1, "n");
		assertThat(wish(BOB, 1, "n", 5)).isEqualTo(new Answer.Stale(5));
		assertThat(wish(BOB, 1, "n", Long.MAX_VALUE)).isInstanceOf(Answer.Ahead.class);
		assertThat(wish(BOB, 1, "n", 6)).isEqualTo(new Answer.Granted());
		assertThat(heard()).isEmpty();
	}

	@Test
	void lineHasRoomForSoManyOnly() {
		openAll();
		acquire(ANN, 1, "n", 5);
		fillTheLine(MOST_WISHES);
		assertThat(heard()).hasSize(MOST_WISHES);
		assertThat(wish(CAT, 1, "n", 6)).isInstanceOf(Answer.Taken.class);
		assertThat(heard()).isEmpty();
		wish(BOB, 5, "n", 200);
		assertThat(heard()).hasSize(1);
		release(ANN, 1, "n");
		assertThat(heard()).containsExactly("ear-of-bob granted 1 101 1");
	}

	@Test
	void wishesOfTheDeadMakeRoom() {
		openAll();
		acquire(ANN, 1, "n", 5);
		wish(CAT, 1, "n", 6);
		fillTheLine(MOST_WISHES - 1);
		one(new Operation.Close(CAT));
		heard();
		wish(ANN, 2, "n", 7);
		assertThat(heard()).containsExactly("ear-of-ann wanted 1 n");
		open(CAT);
		release(ANN, 1, "n");
		assertThat(heard()).containsExactly("ear-of-ann granted 2 7 1");
	}

	@Test
	void wishIsForgottenAfterTheRetentionOfFences() {
		openAll();
		acquire(ANN, 1, "n", 5);
		wish(BOB, 1, "n", 6);
		heard();
		advance(fenceRetention().plusMillis(1));
		assertNotNoted(5);
	}

	final void assertFree(long fence) {
		assertThat(one(new Operation.Look("n"))).isEqualTo(new Answer.Free(fence));
	}

	private void fillTheLine(int wishes) {
		for (int lease = 1; lease <= wishes; lease++) {
			wish(BOB, lease, "n", 100 + lease);
		}
	}

	private void assertFenceIs(long fence, Operation operation) {
		assertThat(one(operation)).isInstanceOfSatisfying(Answer.Taken.class,
				(taken) -> assertThat(taken.fence()).isEqualTo(fence));
	}

	private void assertNotNoted(long fence) {
		release(ANN, 1, "n");
		assertFree(fence);
		assertThat(heard()).isEmpty();
	}

}
