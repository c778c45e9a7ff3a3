package io.quorumlock.quorum.link;

import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class LatencyEstimateTests {

	private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

	private final LatencyEstimate estimate = new LatencyEstimate(10 * MILLI, 50 * MILLI);

	private long now = -5 * MILLI;

	@Test
	void nodeThatWasNotMeasuredHasTheLongestTimeout() {
		assertThat(timeoutMillis()).isEqualTo(50);
	}

	@ParameterizedTest
	@CsvSource({ "0, 10", "1, 10", "5, 15", "10, 30", "17, 50", "1000, 50" })
	void firstAnswerCountsForThreeTimesItsLatency(long latency, long expected) {
		answers(1, latency);
		assertThat(timeoutMillis()).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "1, 10", "12, 12", "30, 30", "49, 49", "80, 50" })
	void steadyLatencyIsWaitedForWithinTheBounds(long latency, long expected) {
		answers(1_000_000, latency);
		assertThat(timeoutMillis()).isBetween(expected, expected + 1);
	}

	@ParameterizedTest
	@CsvSource({ "5, 20", "8, 34", "20, 50" })
	void oneSlowAnswerMakesRoomForMoreLikeIt(long slow, long expected) {
		answers(100_000, 1);
		assertThat(timeoutMillis()).isEqualTo(10);
		answers(1, slow);
		assertThat(timeoutMillis()).isBetween(expected - 5, expected);
		answers(1000, 1);
		assertThat(timeoutMillis()).isGreaterThan(3 * slow / 2);
	}

	@Test
	void slowAnswerIsForgottenAfterSomeMinutesHoweverOftenTheNodeIsAsked() {
		answers(1, 50);
		answers(60_000, 1);
		assertThat(timeoutMillis()).isEqualTo(50);
		answers(300_000, 1);
		assertThat(timeoutMillis()).isEqualTo(10);
		answers(1, 50);
		this.now += TimeUnit.MINUTES.toNanos(2);
		answers(2, 1);
		this.now += TimeUnit.MINUTES.toNanos(2);
		answers(50, 1);
		this.now += TimeUnit.MINUTES.toNanos(2);
		answers(1, 1);
		assertThat(timeoutMillis()).isEqualTo(10);
	}

	@Test
	void timeoutsDoubleItUpToTheLongest() {
		answers(100_000, 1);
		this.estimate.timedOut();
		assertThat(timeoutMillis()).isEqualTo(20);
		this.estimate.timedOut();
		this.estimate.timedOut();
		assertThat(timeoutMillis()).isEqualTo(50);
		answers(1, 1);
		assertThat(timeoutMillis()).isEqualTo(10);
	}

	@Test
	void nodeThatBecameSlowerIsInTimeAgain() {
		answers(100_000, 1);
		this.estimate.timedOut();
		answers(1, 25);
		assertThat(timeoutMillis()).isEqualTo(50);
		answers(1_000_000, 25);
		assertThat(timeoutMillis()).isBetween(25L, 26L);
	}

	@Test
	void answerAfterAVeryLongStopIsForgottenLikeAnyOther() {
		answers(1, 3_600_000);
		answers(360_000, 1);
		assertThat(timeoutMillis()).isEqualTo(10);
	}

	private void answers(int number, long latencyMillis) {
		for (int i = 0; i < number; i++) {
			this.now += MILLI;
			this.estimate.answered(latencyMillis * MILLI, this.now);
		}
	}

	private long timeoutMillis() {
		return Math.round(this.estimate.timeoutNanos() / (double) MILLI);
	}

}
