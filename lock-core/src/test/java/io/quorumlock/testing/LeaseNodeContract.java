package io.quorumlock.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.quorumlock.node.Answer;
import io.quorumlock.node.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every voting node does, whatever it is made of: this class is to be extended for
 * each kind of node. Written so that it holds on virtual time and on a real server.
 */
public abstract class LeaseNodeContract extends ConnectionContract {

	@Test
	void emptyBatchIsAnswered() {
		assertThat(run()).isEmpty();
	}

	@Test
	void renewOfOpenSessionIsOk() {
		open(ANN);
		assertThat(one(new Operation.Renew(ANN, LONG))).isEqualTo(new Answer.Ok());
	}

	@Test
	void renewOfUnknownSessionIsGone() {
		assertThat(one(new Operation.Renew(ANN, LONG))).isEqualTo(new Answer.Gone());
	}

	@Test
	void renewAfterLeaseTimeIsGone() {
		run(new Operation.Open(ANN, SHORT, "a", "ear"));
		advance(Duration.ofMillis(SHORT + 1));
		assertThat(one(new Operation.Renew(ANN, LONG))).isEqualTo(new Answer.Gone());
	}

	@Test
	void renewProlongs() {
		run(new Operation.Open(ANN, SHORT, "a", "ear"), new Operation.Renew(ANN, LONG));
		advance(Duration.ofMillis(SHORT + 1));
		assertThat(one(new Operation.Renew(ANN, LONG))).isEqualTo(new Answer.Ok());
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, -1 })
	void renewalForNoTimeEndsTheSession(long leaseMillis) {
		open(ANN);
		assertThat(run(new Operation.Renew(ANN, leaseMillis), new Operation.Renew(ANN, LONG)))
			.containsExactly(new Answer.Ok(), new Answer.Gone());
	}

	@Test
	void openAgainKeepsGrants() {
		open(ANN);
		open(BOB);
		acquire(ANN, 1, "n", 5);
		open(ANN);
		assertThat(acquire(BOB, 1, "n", 6)).isInstanceOf(Answer.Taken.class);
	}

	@Test
	void closeEndsSessionAndItsGrants() {
		open(ANN);
		open(BOB);
		acquire(ANN, 1, "n", 5);
		assertThat(one(new Operation.Close(ANN))).isEqualTo(new Answer.Ok());
		assertThat(one(new Operation.Renew(ANN, LONG))).isEqualTo(new Answer.Gone());
		assertThat(acquire(BOB, 1, "n", 6)).isEqualTo(new Answer.Granted());
	}

	@Test
	void closeOfUnknownSessionIsOk() {
		assertThat(one(new Operation.Close(ANN))).isEqualTo(new Answer.Ok());
	}

	@Test
	void acquireOfFreeNameIsGranted() {
		open(ANN);
		assertThat(acquire(ANN, 1, "n", 5)).isEqualTo(new Answer.Granted());
	}

	@Test
	void acquireWithoutSessionIsRefused() {
		assertThat(acquire(ANN, 1, "n", 5)).isEqualTo(new Answer.NoSession());
	}

	@Test
	void acquireWithoutSessionIsRefusedBeforeAllElse() {
		open(BOB);
		acquire(BOB, 1, "n", 5);
		assertThat(acquire(ANN, 1, "n", 1)).isEqualTo(new Answer.NoSession());
	}

	@Test
	void acquireOfTakenNameTellsHolder() {
		open(ANN);
		open(BOB);
		acquire(ANN, 1, "n", 5);
		assertThat(acquire(BOB, 1, "n", 6)).isInstanceOfSatisfying(Answer.Taken.class, (taken) -> {
			assertThat(taken.remainingMillis()).isBetween(1L, LONG);
			assertThat(taken.token()).isEqualTo(5);
			assertThat(taken.holder()).isEqualTo("host-of-ann");
		});
	}

	@Test
	void holderMayHaveAnyName() {
		String name = "host 1: a b %d % \u00e4 \n ' \"";
		run(new Operation.Open(ANN, LONG, name, "ear"));
		open(BOB);
		acquire(ANN, 1, "n", 5);
		assertThat(acquire(BOB, 1, "n", 6)).isInstanceOfSatisfying(Answer.Taken.class,
				(taken) -> assertThat(taken.holder()).isEqualTo(name));
	}

	@Test
	void otherLeaseOfSameSessionFindsNameTaken() {
		open(ANN);
		acquire(ANN, 1, "n", 5);
		assertThat(acquire(ANN, 2, "n", 6)).isInstanceOf(Answer.Taken.class);
	}

	@Test
	void takenComesBeforeStale() {
		open(ANN);
		open(BOB);
		acquire(ANN, 1, "n", 5);
		assertThat(acquire(BOB, 1, "n", 1)).isInstanceOf(Answer.Taken.class);
	}

	@Test
	void nameOfExpiredSessionIsFree() {
		open(BOB);
		run(new Operation.Open(ANN, SHORT, "a", "ear"), new Operation.Acquire(ANN, 1, "n", 5, 1, false));
		advance(Duration.ofMillis(SHORT + 1));
		assertThat(acquire(BOB, 1, "n", 5)).isEqualTo(new Answer.Stale(5));
		assertThat(acquire(BOB, 1, "n", 6)).isEqualTo(new Answer.Granted());
	}

	@Test
	void expiredSessionGetsNothing() {
		run(new Operation.Open(ANN, SHORT, "a", "ear"), new Operation.Acquire(ANN, 1, "n", 5, 1, false));
		advance(Duration.ofMillis(SHORT + 1));
		assertThat(acquire(ANN, 1, "n", 6)).isEqualTo(new Answer.NoSession());
	}

	@Test
	void sameLeaseMayRaiseItsToken() {
		open(ANN);
		acquire(ANN, 1, "n", 5);
		assertThat(acquire(ANN, 1, "n", 4)).isEqualTo(new Answer.Stale(5));
		assertThat(acquire(ANN, 1, "n", 9)).isEqualTo(new Answer.Granted());
		open(BOB);
		assertThat(acquire(BOB, 1, "n", 10)).isInstanceOfSatisfying(Answer.Taken.class,
				(taken) -> assertThat(taken.token()).isEqualTo(9));
	}

	@Test
	void tokenMustBeAboveFence() {
		open(ANN);
		acquire(ANN, 1, "n", 5);
		release(ANN, 1, "n");
		assertThat(acquire(ANN, 2, "n", 4)).isEqualTo(new Answer.Stale(5));
		assertThat(acquire(ANN, 2, "n", 5)).isEqualTo(new Answer.Stale(5));
		assertThat(acquire(ANN, 2, "n", 6)).isEqualTo(new Answer.Granted());
	}

	@Test
	void tokenZeroIsStaleOnFreshName() {
		open(ANN);
		assertThat(acquire(ANN, 1, "n", 0)).isEqualTo(new Answer.Stale(0));
	}

	@Test
	void blockIsReserved() {
		open(ANN);
		assertThat(one(new Operation.Acquire(ANN, 1, "n", 100, 50, false))).isEqualTo(new Answer.Granted());
		release(ANN, 1, "n");
		assertThat(acquire(ANN, 2, "n", 149)).isEqualTo(new Answer.Stale(149));
		assertThat(acquire(ANN, 2, "n", 150)).isEqualTo(new Answer.Granted());
	}

	@Test
	void tokensOfTodayAreNotRounded() {
		open(ANN);
		long token = 1_790_000_000_123_457L;
		assertThat(acquire(ANN, 1, "n", token)).isEqualTo(new Answer.Granted());
		release(ANN, 1, "n");
		assertThat(acquire(ANN, 2, "n", token)).isEqualTo(new Answer.Stale(token));
		assertThat(acquire(ANN, 2, "n", token + 1)).isEqualTo(new Answer.Granted());
	}

	@Test
	void tokenTooFarAheadIsRefused() {
		open(ANN);
		Answer answer = acquire(ANN, 1, "n", Long.MAX_VALUE);
		assertThat(answer).isInstanceOf(Answer.Ahead.class);
		long now = ((Answer.Ahead) answer).nodeMicros();
		long skew = maxClockSkew().toNanos() / 1000;
		assertThat(acquire(ANN, 1, "n", now + skew + 60_000_000)).isInstanceOf(Answer.Ahead.class);
		assertThat(acquire(ANN, 1, "n", now + skew)).isEqualTo(new Answer.Granted());
	}

	@Test
	void refusedTokenLeavesFence() {
		open(ANN);
		acquire(ANN, 1, "n", Long.MAX_VALUE);
		assertThat(acquire(ANN, 1, "n", 1)).isEqualTo(new Answer.Granted());
	}

	@Test
	void namesAreIndependent() {
		open(ANN);
		open(BOB);
		assertThat(acquire(ANN, 1, "n", 5)).isEqualTo(new Answer.Granted());
		assertThat(acquire(BOB, 1, "m", 1)).isEqualTo(new Answer.Granted());
	}

	@Test
	void releaseFreesName() {
		open(ANN);
		open(BOB);
		acquire(ANN, 1, "n", 5);
		assertThat(release(ANN, 1, "n")).isEqualTo(new Answer.Ok());
		assertThat(acquire(BOB, 1, "n", 6)).isEqualTo(new Answer.Granted());
	}

	@Test
	void releaseOfUnknownNameIsOk() {
		assertThat(release(ANN, 1, "n")).isEqualTo(new Answer.Ok());
	}

	@Test
	void releaseTouchesNoOtherSession() {
		open(ANN);
		open(BOB);
		acquire(ANN, 1, "n", 5);
		assertThat(release(BOB, 1, "n")).isEqualTo(new Answer.Ok());
		assertThat(acquire(BOB, 1, "n", 6)).isInstanceOf(Answer.Taken.class);
	}

	@Test
	void releaseTouchesNoOtherLease() {
		open(ANN);
		open(BOB);
		acquire(ANN, 1, "n", 5);
		assertThat(release(ANN, 2, "n")).isEqualTo(new Answer.Ok());
		assertThat(acquire(BOB, 1, "n", 6)).isInstanceOf(Answer.Taken.class);
	}

	@Test
	void releaseTwiceTouchesNoLaterGrant() {
		open(ANN);
		open(BOB);
		acquire(ANN, 1, "n", 5);
		release(ANN, 1, "n");
		acquire(BOB, 1, "n", 6);
		release(ANN, 1, "n");
		assertThat(acquire(ANN, 2, "n", 7)).isInstanceOf(Answer.Taken.class);
	}

	@Test
	void fenceIsForgottenAfterItsRetention() {
		open(ANN);
		acquire(ANN, 1, "n", 5);
		release(ANN, 1, "n");
		advance(fenceRetention().plusMillis(1));
		assertThat(acquire(ANN, 2, "n", 1)).isEqualTo(new Answer.Granted());
	}

	@Test
	void heldNameOutlivesRetentionOfFence() {
		open(ANN);
		open(BOB);
		acquire(ANN, 1, "n", 5);
		release(ANN, 1, "n");
		acquire(ANN, 2, "n", 6);
		advance(fenceRetention().plusMillis(1));
		assertThat(acquire(BOB, 1, "n", 7)).isInstanceOf(Answer.Taken.class);
	}

	@Test
	void regrantWithoutSessionIsRefused() {
		assertThat(one(new Operation.Regrant(ANN, 1, "n", 5, 5))).isEqualTo(new Answer.NoSession());
	}

	@Test
	void regrantOfFreeNameIsGranted() {
		open(ANN);
		open(BOB);
		assertThat(one(new Operation.Regrant(ANN, 1, "n", 5, 9))).isEqualTo(new Answer.Granted());
		assertThat(acquire(BOB, 1, "n", 6)).isInstanceOfSatisfying(Answer.Taken.class,
				(taken) -> assertThat(taken.token()).isEqualTo(5));
		release(ANN, 1, "n");
		assertThat(acquire(BOB, 1, "n", 9)).isEqualTo(new Answer.Stale(9));
	}

	@Test
	void regrantOfTakenNameIsRefused() {
		open(ANN);
		open(BOB);
		acquire(ANN, 1, "n", 5);
		assertThat(one(new Operation.Regrant(BOB, 1, "n", 9, 9))).isInstanceOf(Answer.Taken.class);
	}

	@Test
	void regrantBelowFenceIsStale() {
		open(ANN);
		acquire(ANN, 1, "n", 5);
		release(ANN, 1, "n");
		assertThat(one(new Operation.Regrant(ANN, 2, "n", 4, 4))).isEqualTo(new Answer.Stale(5));
		assertThat(one(new Operation.Regrant(ANN, 2, "n", 4, 5))).isEqualTo(new Answer.Granted());
	}

	@Test
	void regrantOfOwnGrantIsGranted() {
		open(ANN);
		one(new Operation.Acquire(ANN, 1, "n", 5, 10, false));
		assertThat(one(new Operation.Regrant(ANN, 1, "n", 5, 14))).isEqualTo(new Answer.Granted());
		assertThat(one(new Operation.Regrant(ANN, 1, "n", 5, 13))).isEqualTo(new Answer.Stale(14));
	}

	@Test
	void regrantUnderNewSessionAfterOldOneIsGone() {
		open(ANN);
		acquire(ANN, 1, "n", 5);
		run(new Operation.Close(ANN));
		open(BOB);
		assertThat(one(new Operation.Regrant(BOB, 1, "n", 5, 5))).isEqualTo(new Answer.Granted());
	}

	@Test
	void batchRunsInOrder() {
		assertThat(run(new Operation.Acquire(ANN, 1, "n", 5, 1, false), new Operation.Open(ANN, LONG, "a", "ear"),
				new Operation.Acquire(ANN, 1, "n", 5, 1, false), new Operation.Open(BOB, LONG, "b", "ear"),
				new Operation.Acquire(BOB, 1, "n", 6, 1, false), new Operation.Release(ANN, 1, "n"),
				new Operation.Acquire(BOB, 1, "n", 6, 1, false), new Operation.Close(BOB),
				new Operation.Renew(BOB, LONG), new Operation.Renew(ANN, LONG)))
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
	void failureIsTheAnswerToItsOperationOnly() {
		assertThat(run(new Operation.Open(ANN, LONG, "a", "ear"), new Operation.Open(BOB, 0, "b", "ear"),
				new Operation.Acquire(BOB, 1, "n", 5, 1, false), new Operation.Acquire(ANN, 1, "n", 5, 1, false)))
			.satisfiesExactly((answer) -> assertThat(answer).isEqualTo(new Answer.Ok()),
					(answer) -> assertThat(answer).isInstanceOf(Answer.Failed.class),
					(answer) -> assertThat(answer).isEqualTo(new Answer.NoSession()),
					(answer) -> assertThat(answer).isEqualTo(new Answer.Granted()));
	}

	@Test
	void failedOpeningLeavesSession() {
		open(ANN);
		assertThat(one(new Operation.Open(ANN, -1, "a", "ear"))).isInstanceOf(Answer.Failed.class);
		assertThat(one(new Operation.Renew(ANN, LONG))).isEqualTo(new Answer.Ok());
	}

	@ParameterizedTest
	@CsvSource({ "5, 9007199254740992", "9007199254740992, 9007199254740992", "9223372036854775807, 5", "-1, 5" })
	void regrantOfNumbersBeyondDoublesFails(long token, long fence) {
		open(ANN);
		assertThat(one(new Operation.Regrant(ANN, 1, "n", token, fence))).isInstanceOf(Answer.Failed.class);
		assertThat(acquire(ANN, 1, "n", 1)).isEqualTo(new Answer.Granted());
	}

	@Test
	void negativeTokenIsStale() {
		open(ANN);
		assertThat(acquire(ANN, 1, "n", -5)).isEqualTo(new Answer.Stale(0));
	}

	@Test
	void releaseAndAcquireInOneBatchHandsTheNameOn() {
		open(ANN);
		open(BOB);
		acquire(ANN, 1, "n", 5);
		assertThat(run(new Operation.Release(ANN, 1, "n"), new Operation.Acquire(BOB, 1, "n", 6, 1, false),
				new Operation.Release(ANN, 1, "n"), new Operation.Acquire(ANN, 2, "n", 7, 1, false)))
			.satisfiesExactly((answer) -> assertThat(answer).isEqualTo(new Answer.Ok()),
					(answer) -> assertThat(answer).isEqualTo(new Answer.Granted()),
					(answer) -> assertThat(answer).isEqualTo(new Answer.Ok()),
					(answer) -> assertThat(answer).isInstanceOf(Answer.Taken.class));
	}

	@Test
	void largeBatchIsAnsweredInFull() {
		List<Operation> operations = new ArrayList<>();
		operations.add(new Operation.Open(ANN, LONG, "a", "ear"));
		for (int i = 0; i < 2000; i++) {
			operations.add(new Operation.Acquire(ANN, i, "n" + i, 5, 1, false));
		}
		assertThat(run(operations.toArray(new Operation[0]))).hasSize(2001)
			.endsWith(new Answer.Granted(), new Answer.Granted());
	}

}
