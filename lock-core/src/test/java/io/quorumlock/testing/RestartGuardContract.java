package io.quorumlock.testing;

import java.time.Duration;

import io.quorumlock.node.Answer;
import io.quorumlock.node.Operation;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How a node that may have forgotten grants keeps from voting until it is admitted.
 */
public abstract class RestartGuardContract extends NodeContract {

	@Test
	void nodeThatRemembersNothingSitsOut() {
		empty();
		open(ANN);
		Answer.Standing standing = standing();
		assertThat(standing.voting()).isFalse();
		assertThat(standing.founding()).isFalse();
		assertThat(acquire(ANN, 1, "n", 5)).isEqualTo(new Answer.SittingOut(standing.birth()));
		assertThat(one(new Operation.Regrant(ANN, 1, "n", 5, 5))).isEqualTo(new Answer.SittingOut(standing.birth()));
	}

	@Test
	void refusalNotesTheBirthToo() {
		empty();
		open(ANN);
		Answer refusal = acquire(ANN, 1, "n", 5);
		advance(Duration.ofMillis(5));
		assertThat(refusal).isEqualTo(new Answer.SittingOut(standing().birth()));
	}

	@Test
	void standingTellsTheAgeOfTheBirth() {
		empty();
		Answer.Standing before = standing();
		advance(Duration.ofMillis(20));
		Answer.Standing after = standing();
		assertThat(after.birth()).isEqualTo(before.birth());
		assertThat(after.ageMicros() - before.ageMicros()).isBetween(20_000L, 10_000_000L);
	}

	@Test
	void missingSessionComesBeforeSittingOut() {
		empty();
		assertThat(acquire(ANN, 1, "n", 5)).isEqualTo(new Answer.NoSession());
	}

	@Test
	void sittingOutComesBeforeTaken() {
		open(ANN);
		open(BOB);
		acquire(ANN, 1, "n", 5);
		restart();
		assertThat(acquire(BOB, 1, "n", 6)).isInstanceOf(Answer.SittingOut.class);
	}

	@Test
	void foundingNodeVotesWithoutAFloor() {
		empty();
		admit(standing(), true);
		assertThat(standing().voting()).isTrue();
		assertThat(standing().founding()).isTrue();
		open(ANN);
		assertThat(acquire(ANN, 1, "n", 1)).isEqualTo(new Answer.Granted());
	}

	@Test
	void admittedNodeGrantsAboveItsOwnTimeOnly() {
		empty();
		Answer.Standing standing = standing();
		advance(Duration.ofMillis(20));
		admit(standing, false);
		assertThat(standing().voting()).isTrue();
		assertThat(standing().founding()).isFalse();
		open(ANN);
		Answer answer = acquire(ANN, 1, "n", 5);
		assertThat(answer).isInstanceOf(Answer.Stale.class);
		long floor = ((Answer.Stale) answer).fence();
		assertThat(floor).isGreaterThanOrEqualTo(standing.birth() + 20_000);
		assertThat(acquire(ANN, 1, "n", floor)).isEqualTo(new Answer.Stale(floor));
		assertThat(acquire(ANN, 1, "n", floor + 1)).isEqualTo(new Answer.Granted());
		assertThat(acquire(ANN, 1, "m", 5)).isEqualTo(new Answer.Stale(floor));
	}

	@Test
	void floorIsNoBarToARegrant() {
		empty();
		admit(standing(), false);
		open(ANN);
		assertThat(one(new Operation.Regrant(ANN, 1, "n", 5, 5))).isEqualTo(new Answer.Granted());
	}

	@Test
	void admissionOfAnotherBirthHasNoEffect() {
		empty();
		Answer.Standing standing = standing();
		assertThat(one(new Operation.Admit(standing.birth() - 1, true))).isEqualTo(new Answer.Ok());
		assertThat(standing().voting()).isFalse();
	}

	@Test
	void firstAdmissionCounts() {
		empty();
		Answer.Standing standing = standing();
		admit(standing, false);
		admit(standing, true);
		assertThat(standing().founding()).isFalse();
		open(ANN);
		assertThat(acquire(ANN, 1, "n", 5)).isInstanceOf(Answer.Stale.class);
	}

	@Test
	void batchMayAdmitAndAcquire() {
		empty();
		Answer.Standing standing = standing();
		assertThat(run(new Operation.Open(ANN, LONG, "a", "ear"), new Operation.Acquire(ANN, 1, "n", 5, 1, false),
				new Operation.Admit(standing.birth(), true), new Operation.Acquire(ANN, 1, "n", 5, 1, false)))
			.containsExactly(new Answer.Ok(), new Answer.SittingOut(standing.birth()), new Answer.Ok(),
					new Answer.Granted());
	}

	@Test
	void restartedNodeSitsOutUnderAnotherBirth() {
		Answer.Standing before = standing();
		open(ANN);
		advance(Duration.ofMillis(5));
		restart();
		Answer.Standing after = standing();
		assertThat(after.voting()).isFalse();
		assertThat(after.founding()).isFalse();
		assertThat(after.birth()).isGreaterThan(before.birth());
		admit(before, true);
		assertThat(acquire(ANN, 1, "n", 5)).isEqualTo(new Answer.SittingOut(after.birth()));
	}

	@Test
	void restartedNodeRenewsAndReleases() {
		open(ANN);
		open(BOB);
		acquire(ANN, 1, "n", 5);
		restart();
		assertThat(one(new Operation.Renew(ANN, LONG))).isEqualTo(new Answer.Ok());
		assertThat(release(ANN, 1, "n")).isEqualTo(new Answer.Ok());
		assertThat(one(new Operation.Close(ANN))).isEqualTo(new Answer.Ok());
		assertThat(one(new Operation.Renew(ANN, LONG))).isEqualTo(new Answer.Gone());
		admit(standing(), true);
		assertThat(acquire(BOB, 1, "n", 6)).isEqualTo(new Answer.Granted());
	}

	@Test
	void restartedNodeRemembersOwnersAndFences() {
		open(ANN);
		open(BOB);
		acquire(ANN, 1, "n", 5);
		acquire(ANN, 2, "m", 7);
		release(ANN, 2, "m");
		restart();
		admit(standing(), true);
		assertThat(acquire(BOB, 1, "n", 6)).isInstanceOf(Answer.Taken.class);
		assertThat(acquire(BOB, 2, "m", 7)).isEqualTo(new Answer.Stale(7));
	}

}
