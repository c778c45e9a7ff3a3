package io.quorumlock.testing;

import java.time.Duration;

import io.quorumlock.node.Answer;
import io.quorumlock.node.Operation;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of a batch that was sent before a reconnect and arrives after what was
 * sent since: it may give back and renew, but it is granted nothing, as nobody would
 * return it.
 */
public abstract class ConnectionContract extends WishContract {

	private static final Operation OPEN = new Operation.Open(ANN, LONG, "ann", "ear");

	private static final Operation ACQUIRE = new Operation.Acquire(ANN, 1, "n", 5, 1, false);

	private static final Operation REGRANT = new Operation.Regrant(ANN, 1, "n", 5, 5);

	private static final Operation RELEASE = new Operation.Release(ANN, 1, "n");

	private static final Operation RENEW = new Operation.Renew(ANN, LONG);

	@Test
	void acquireBehindItsReleaseIsRefused() {
		runOn(1, OPEN);
		runOn(2, RELEASE);
		assertThat(runOn(1, ACQUIRE)).isEqualTo(new Answer.NoSession());
		assertThat(runOn(2, ACQUIRE)).isEqualTo(new Answer.Granted());
	}

	@Test
	void wishBehindItsReleaseIsRefused() {
		open(BOB);
		acquire(BOB, 1, "n", 4);
		runOn(1, OPEN);
		runOn(2, RELEASE);
		assertThat(runOn(1, new Operation.Acquire(ANN, 1, "n", 5, 1, true))).isEqualTo(new Answer.NoSession());
		release(BOB, 1, "n");
		assertThat(one(new Operation.Look("n"))).isEqualTo(new Answer.Free(4));
	}

	@Test
	void laterConnectionKeepsTheEar() {
		runOn(1, new Operation.Open(ANN, LONG, "ann", ear(ANN)));
		open(BOB);
		acquire(BOB, 1, "n", 4);
		runOn(2, new Operation.Acquire(ANN, 1, "n", 5, 1, true));
		runOn(3, RENEW);
		release(BOB, 1, "n");
		assertThat(heard()).containsExactly("ear-of-bob wanted 1 n", "ear-of-ann granted 1 5 0");
	}

	@Test
	void regrantBehindItsReleaseIsRefused() {
		runOn(1, OPEN);
		runOn(2, RELEASE);
		assertThat(runOn(1, REGRANT)).isEqualTo(new Answer.NoSession());
		assertThat(runOn(2, REGRANT)).isEqualTo(new Answer.Granted());
	}

	@Test
	void eachOperationUnderASessionTellsItsConnection() {
		runOn(1, OPEN);
		Operation[] each = { OPEN, RENEW, ACQUIRE, REGRANT, RELEASE };
		for (int i = 0; i < each.length; i++) {
			runOn(i + 2, each[i]);
			assertThat(runOn(i + 1, new Operation.Acquire(ANN, 2, "m", 5, 1, false))).as(each[i].toString())
				.isEqualTo(new Answer.NoSession());
		}
	}

	@Test
	void refusedOperationTellsItsConnectionToo() {
		runOn(1, OPEN);
		assertThat(runOn(2, new Operation.Acquire(ANN, 1, "n", 0, 1, false))).isInstanceOf(Answer.Stale.class);
		assertThat(runOn(1, ACQUIRE)).isEqualTo(new Answer.NoSession());
	}

	@Test
	void openingOfOlderConnectionChangesNothing() {
		runOn(2, OPEN);
		runOn(2, ACQUIRE);
		open(BOB);
		assertThat(runOn(1, new Operation.Open(ANN, SHORT, "other", "ear"))).isEqualTo(new Answer.Ok());
		advance(Duration.ofMillis(SHORT + 1));
		assertThat(acquire(BOB, 1, "n", 6)).isInstanceOfSatisfying(Answer.Taken.class,
				(taken) -> assertThat(taken.holder()).isEqualTo("ann"));
		assertThat(runOn(1, new Operation.Acquire(ANN, 2, "m", 5, 1, false))).isEqualTo(new Answer.NoSession());
	}

	@Test
	void olderConnectionStillRenewsReleasesAndCloses() {
		runOn(3, OPEN);
		runOn(3, ACQUIRE);
		open(BOB);
		assertThat(runOn(2, RENEW)).isEqualTo(new Answer.Ok());
		assertThat(runOn(2, RELEASE)).isEqualTo(new Answer.Ok());
		assertThat(acquire(BOB, 1, "n", 6)).isEqualTo(new Answer.Granted());
		assertThat(runOn(2, new Operation.Close(ANN))).isEqualTo(new Answer.Ok());
		assertThat(runOn(3, RENEW)).isEqualTo(new Answer.Gone());
	}

	@Test
	void connectionsOfOtherSessionsAreTheirOwn() {
		runOn(7, new Operation.Open(BOB, LONG, "bob", "ear"));
		runOn(1, OPEN);
		assertThat(runOn(1, ACQUIRE)).isEqualTo(new Answer.Granted());
	}

	@Test
	void sessionThatWasClosedForgetsItsConnection() {
		runOn(5, OPEN);
		runOn(5, new Operation.Close(ANN));
		runOn(1, OPEN);
		assertThat(runOn(1, ACQUIRE)).isEqualTo(new Answer.Granted());
	}

}
