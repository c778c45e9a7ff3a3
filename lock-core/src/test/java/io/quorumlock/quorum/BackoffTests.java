package io.quorumlock.quorum;

import java.time.Duration;

import io.quorumlock.LockName;
import io.quorumlock.time.Entropy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class BackoffTests {

	private static final LockName ORDERS = LockName.of("orders");

	private static final RetrySettings SETTINGS = new RetrySettings(Duration.ofMillis(10), 2, 0.5,
			Duration.ofMillis(500));

	private final Chance chance = new Chance();

	private final Backoff backoff = new Backoff(SETTINGS, this.chance);

	@ParameterizedTest
	@CsvSource({ "1, 10", "2, 20", "6, 320", "7, 500", "1000000, 500" })
	void pausesGrowUpToTheLongest(int failed, long millis) {
		assertThat(pauseMillis(ORDERS, failed)).isEqualTo(millis);
	}

	@Test
	void chanceShortensPauses() {
		this.chance.fraction = 1;
		assertThat(pauseMillis(ORDERS, 1)).isEqualTo(5);
	}

	@ParameterizedTest
	@CsvSource({ "0, 10", "1, 10", "2, 20", "3, 40", "4, 80", "50, 80" })
	void firstPauseIsLongerAfterAFight(int failed, long millis) {
		this.backoff.succeeded(ORDERS, failed);
		assertThat(pauseMillis(ORDERS, 1)).isEqualTo(millis);
		assertThat(pauseMillis(LockName.of("others"), 1)).isEqualTo(10);
	}

	@Test
	void pausesInLineAreTheSameWhateverHappened() {
		this.backoff.succeeded(ORDERS, 4);
		assertThat(Duration.ofNanos(this.backoff.pauseNanos(1)).toMillis()).isEqualTo(10);
		assertThat(Duration.ofNanos(this.backoff.pauseNanos(4)).toMillis()).isEqualTo(80);
	}

	@Test
	void fightIsForgottenStepByStepAsItEnds() {
		this.backoff.succeeded(ORDERS, 4);
		this.backoff.succeeded(ORDERS, 1);
		assertThat(pauseMillis(ORDERS, 1)).as("as many failures as before").isEqualTo(80);
		this.backoff.succeeded(ORDERS, 0);
		assertThat(pauseMillis(ORDERS, 1)).isEqualTo(40);
		this.backoff.succeeded(ORDERS, 0);
		this.backoff.succeeded(ORDERS, 0);
		this.backoff.succeeded(ORDERS, 0);
		assertThat(pauseMillis(ORDERS, 1)).isEqualTo(10);
	}

	@Test
	void onlyTheLatestFightsAreKnown() {
		this.backoff.succeeded(ORDERS, 4);
		for (int i = 0; i < 255; i++) {
			this.backoff.succeeded(LockName.of("orders", "" + i), 4);
		}
		assertThat(pauseMillis(ORDERS, 1)).isEqualTo(80);
		this.backoff.succeeded(LockName.of("one-too-many"), 4);
		assertThat(pauseMillis(LockName.of("orders", "0"), 1)).isEqualTo(10);
		assertThat(pauseMillis(ORDERS, 1)).as("asked for since").isEqualTo(80);
	}

	private long pauseMillis(LockName lock, int failed) {
		return Duration.ofNanos(this.backoff.pauseNanos(lock, failed)).toMillis();
	}

	private static final class Chance implements Entropy {

		private double fraction;

		@Override
		public String id() {
			return "id";
		}

		@Override
		public double fraction() {
			return this.fraction;
		}

	}

}
