package io.quorumlock.testing;

import java.time.Duration;

import io.quorumlock.node.Answer;
import io.quorumlock.node.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whoever finds a name taken may leave a wish, and a release grants to the next in line
 * by itself.
 */
public abstract class WishContract extends LineContract {

	@Test
	void releaseGrantsToTheWish() {
		openAll();
		acquire(ANN, 1, "n", 5);
		assertThat(wish(BOB, 2, "n", 6)).isInstanceOfSatisfying(Answer.Taken.class,
				(taken) -> assertThat(taken.holder()).isEqualTo("host-of-ann"));
		assertThat(release(ANN, 1, "n")).isEqualTo(new Answer.Ok());
		assertOwner("host-of-bob", 6, 6);
		assertThat(heard()).containsExactly("ear-of-ann wanted 1 n", "ear-of-bob granted 2 6 0");
	}

	@Test
	void acquireWithoutAWishLeavesNone() {
		openAll();
		acquire(ANN, 1, "n", 5);
		acquire(BOB, 1, "n", 6);
		release(ANN, 1, "n");
		assertFree(5);
		assertThat(heard()).isEmpty();
	}

	@Test
	void blockOfAWishIsReserved() {
		openAll();
		acquire(ANN, 1, "n", 5);
		one(new Operation.Acquire(BOB, 1, "n", 10, 50, true));
		release(ANN, 1, "n");
		assertOwner("host-of-bob", 10, 59);
		release(BOB, 1, "n");
		assertFree(59);
	}

	@Test
	void grantOfAWishIsAGrantAsAnyOther() {
		openAll();
		acquire(ANN, 1, "n", 5);
		wish(BOB, 1, "n", 6);
		release(ANN, 1, "n");
		assertThat(acquire(BOB, 1, "n", 6)).isEqualTo(new Answer.Granted());
		assertThat(acquire(BOB, 1, "n", 7)).isEqualTo(new Answer.Granted());
		assertThat(acquire(BOB, 2, "n", 8)).isInstanceOf(Answer.Taken.class);
		assertThat(one(new Operation.Regrant(BOB, 1, "n", 7, 9))).isEqualTo(new Answer.Granted());
		release(ANN, 1, "n");
		release(CAT, 1, "n");
		assertOwner("host-of-bob", 7, 9);
		release(BOB, 1, "n");
		assertFree(9);
	}

	@Test
	void grantOfAWishOutlivesTheRetentionOfFences() {
		openAll();
		acquire(ANN, 1, "n", 5);
		wish(BOB, 1, "n", 6);
		release(ANN, 1, "n");
		advance(fenceRetention().plusMillis(1));
		assertOwner("host-of-bob", 6, 6);
	}

	@Test
	void lowestTokenComesFirst() {
		openAll();
		acquire(ANN, 1, "n", 5);
		wish(BOB, 1, "n", 100);
		wish(CAT, 1, "n", 7);
		wish(ANN, 2, "n", 20);
		heard();
		run(new Operation.Release(ANN, 1, "n"), new Operation.Release(CAT, 1, "n"), new Operation.Release(ANN, 2, "n"));
		assertThat(heard()).containsExactly("ear-of-cat granted 1 7 1", "ear-of-ann granted 2 20 1",
				"ear-of-bob granted 1 100 0");
		assertOwner("host-of-bob", 100, 100);
	}

	@Test
	void sessionAndLeaseDecideBetweenEqualTokens() {
		openAll();
		acquire(ANN, 1, "n", 5);
		wish(CAT, 1, "n", 7);
		wish(BOB, 2, "n", 7);
		wish(BOB, 1, "n", 7);
		heard();
		run(new Operation.Release(ANN, 1, "n"), new Operation.Release(BOB, 1, "n"));
		assertThat(heard()).containsExactly("ear-of-bob granted 1 7 1", "ear-of-bob refused 2 7 7",
				"ear-of-cat refused 1 7 7");
		assertFree(7);
	}

	@Test
	void wishThatWasOvertakenIsRefused() {
		openAll();
		acquire(ANN, 1, "n", 5);
		wish(BOB, 1, "n", 8);
		wish(CAT, 1, "n", 10);
		one(new Operation.Acquire(ANN, 1, "n", 6, 3, false));
		heard();
		release(ANN, 1, "n");
		assertThat(heard()).containsExactly("ear-of-bob refused 1 8 8", "ear-of-cat granted 1 10 0");
		release(CAT, 1, "n");
		assertFree(10);
		assertThat(heard()).isEmpty();
	}

	@Test
	void wishBelowTheFloorIsRefused() {
		openAll();
		acquire(ANN, 1, "n", 5);
		wish(BOB, 1, "n", 6);
		restart();
		admit(standing(), false);
		heard();
		release(ANN, 1, "n");
		long floor = ((Answer.Free) one(new Operation.Look("n"))).fence();
		assertThat(heard()).containsExactly("ear-of-bob refused 1 6 " + floor);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void wishOfADeadSessionIsDropped(boolean closed) {
		openAll();
		run(new Operation.Open(BOB, SHORT, "bob", ear(BOB)), new Operation.Acquire(ANN, 1, "n", 5, 1, false));
		wish(BOB, 1, "n", 6);
		wish(CAT, 1, "n", 7);
		if (closed) {
			one(new Operation.Close(BOB));
		}
		else {
			advance(Duration.ofMillis(SHORT + 1));
		}
		heard();
		release(ANN, 1, "n");
		assertThat(heard()).containsExactly("ear-of-cat granted 1 7 0");
		open(BOB);
		release(CAT, 1, "n");
		assertFree(7);
		assertThat(heard()).isEmpty();
	}

	@Test
	void onlyTheLivingAreOthers() {
		openAll();
		acquire(ANN, 1, "n", 5);
		wish(BOB, 1, "n", 6);
		wish(CAT, 1, "n", 7);
		one(new Operation.Close(CAT));
		heard();
		release(ANN, 1, "n");
		assertThat(heard()).containsExactly("ear-of-bob granted 1 6 0");
	}

	@Test
	void wishesOfTheDeadAreDroppedOnlyOnTheWayToTheNext() {
		openAll();
		acquire(ANN, 1, "n", 5);
		wish(BOB, 1, "n", 6);
		wish(CAT, 1, "n", 7);
		one(new Operation.Close(CAT));
		release(ANN, 1, "n");
		open(CAT);
		heard();
		release(BOB, 1, "n");
		assertThat(heard()).containsExactly("ear-of-cat granted 1 7 0");
	}

	@Test
	void nodeThatSitsOutKeepsTheLineAsItIs() {
		openAll();
		acquire(ANN, 1, "n", 5);
		wish(BOB, 1, "n", 6);
		restart();
		heard();
		release(ANN, 1, "n");
		assertThat(heard()).isEmpty();
		admit(standing(), true);
		assertFree(5);
		acquire(CAT, 1, "n", 7);
		release(CAT, 1, "n");
		assertThat(heard()).containsExactly("ear-of-bob refused 1 6 7");
	}

	@Test
	void nodeThatSitsOutForgetsTheWishThatIsWithdrawn() {
		openAll();
		acquire(ANN, 1, "n", 5);
		wish(BOB, 1, "n", 6);
		restart();
		release(BOB, 1, "n");
		admit(standing(), true);
		release(ANN, 1, "n");
		assertFree(5);
	}

	@Test
	void releaseOfAWaiterWithdrawsItsWish() {
		openAll();
		acquire(ANN, 1, "n", 5);
		wish(BOB, 1, "n", 6);
		heard();
		assertThat(release(BOB, 1, "n")).isEqualTo(new Answer.Ok());
		assertOwner("host-of-ann", 5, 5);
		release(ANN, 1, "n");
		assertFree(5);
		assertThat(heard()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "other session", "other lease", "other name" })
	void releaseOfOthersLeavesTheWish(String which) {
		openAll();
		acquire(ANN, 1, "n", 5);
		wish(BOB, 1, "n", 6);
		one(switch (which) {
			case "other session" -> new Operation.Release(CAT, 1, "n");
			case "other lease" -> new Operation.Release(BOB, 2, "n");
			default -> new Operation.Release(BOB, 1, "m");
		});
		assertOwner("host-of-ann", 5, 5);
		release(ANN, 1, "n");
		assertOwner("host-of-bob", 6, 6);
	}

	@Test
	void ownWishEndsWithTheRelease() {
		openAll();
		acquire(ANN, 1, "n", 5);
		wish(BOB, 1, "n", 10);
		wish(CAT, 1, "n", 20);
		one(new Operation.Close(ANN));
		acquire(BOB, 1, "n", 6);
		heard();
		run(new Operation.Release(BOB, 1, "n"), new Operation.Release(CAT, 1, "n"));
		assertThat(heard()).containsExactly("ear-of-cat granted 1 20 0");
		assertFree(20);
	}

	@Test
	void ownWishEndsWithTheReleaseAlsoOnANodeThatSitsOut() {
		openAll();
		acquire(ANN, 1, "n", 5);
		wish(BOB, 1, "n", 10);
		one(new Operation.Close(ANN));
		acquire(BOB, 1, "n", 6);
		restart();
		release(BOB, 1, "n");
		admit(standing(), true);
		acquire(CAT, 1, "n", 7);
		release(CAT, 1, "n");
		assertFree(7);
	}

	@Test
	void grantWhichWasWishedForEndsTheWish() {
		openAll();
		acquire(ANN, 1, "n", 5);
		wish(BOB, 1, "n", 50);
		one(new Operation.Close(ANN));
		assertThat(wish(BOB, 1, "n", 7)).isEqualTo(new Answer.Granted());
		one(new Operation.Yield(BOB, 1, "n", "host-of-cat"));
		acquire(CAT, 1, "n", 8);
		heard();
		release(CAT, 1, "n");
		assertFree(8);
		assertThat(heard()).isEmpty();
	}

	@Test
	void releaseInTheNameOfADeadOwnerServesTheNext() {
		openAll();
		acquire(ANN, 1, "n", 5);
		wish(BOB, 1, "n", 6);
		one(new Operation.Close(ANN));
		release(ANN, 1, "n");
		assertOwner("host-of-bob", 6, 6);
	}

	@Test
	void successorStandsInNoLine() {
		openAll();
		acquire(ANN, 1, "n", 5);
		wish(CAT, 1, "n", 6);
		one(new Operation.Yield(ANN, 1, "n", "host-of-bob"));
		heard();
		assertThat(wish(BOB, 1, "n", 7)).isEqualTo(new Answer.Granted());
		assertThat(heard()).isEmpty();
	}

	@Test
	void releaseServesTheLineAndNotTheSuccessor() {
		openAll();
		acquire(ANN, 1, "n", 5);
		wish(CAT, 1, "n", 6);
		one(new Operation.Yield(ANN, 1, "n", "host-of-bob"));
		release(ANN, 1, "n");
		assertOwner("host-of-cat", 6, 6);
		assertThat(acquire(BOB, 1, "n", 7)).isInstanceOf(Answer.Taken.class);
	}

	@Test
	void eachNameHasItsOwnLine() {
		openAll();
		acquire(ANN, 1, "n", 5);
		acquire(ANN, 2, "m", 5);
		wish(BOB, 1, "m", 6);
		release(ANN, 1, "n");
		assertFree(5);
		release(ANN, 2, "m");
		assertThat(one(new Operation.Look("m"))).isInstanceOf(Answer.Taken.class);
	}

	@Test
	void latestEarOfASessionIsTold() {
		openAll();
		acquire(ANN, 1, "n", 5);
		wish(BOB, 1, "n", 6);
		run(new Operation.Open(BOB, LONG, "bob", ear(CAT)));
		heard();
		release(ANN, 1, "n");
		assertThat(heard()).containsExactly("ear-of-cat granted 1 6 0");
	}

	private void assertOwner(String holder, long token, long fence) {
		assertThat(one(new Operation.Look("n"))).isInstanceOfSatisfying(Answer.Taken.class, (taken) -> {
			assertThat(taken.holder()).isEqualTo(holder);
			assertThat(taken.token()).isEqualTo(token);
			assertThat(taken.fence()).isEqualTo(fence);
		});
	}

}
