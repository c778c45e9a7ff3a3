package io.quorumlock.quorum.vote;

import io.quorumlock.time.Ticker;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class MomentTests {

	@ParameterizedTest
	@CsvSource({ "999, 0, true", "1000, 0, false", "0, 1, false", "0, -5, true" })
	void isAheadUntilTheFasterClockHasReachedIt(long nanos, long wallMicros, boolean ahead) {
		assertThat(new Moment(1000, 1).isAhead(at(nanos, wallMicros))).isEqualTo(ahead);
	}

	@ParameterizedTest
	@CsvSource({ "9223372036854775807", "-9223372036854775808" })
	void monotonicClockMayOverflow(long nanos) {
		Moment moment = Moment.now(at(nanos, 0)).plus(5000);
		assertThat(moment.isAhead(at(nanos + 4999, 4))).isTrue();
		assertThat(moment.isAhead(at(nanos + 5000, 4))).isFalse();
	}

	private static Ticker at(long nanos, long wallMicros) {
		return new Ticker() {

			@Override
			public long nanos() {
				return nanos;
			}

			@Override
			public long wallMicros() {
				return wallMicros;
			}

		};
	}

}
