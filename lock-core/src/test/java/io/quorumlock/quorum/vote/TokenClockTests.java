package io.quorumlock.quorum.vote;

import io.quorumlock.simulation.SimulatedClock;
import io.quorumlock.simulation.World;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TokenClockTests {

	private static final long NOW = SimulatedClock.EPOCH_MICROS;

	private final World world = new World(1);

	private final TokenClock tokens = new TokenClock(new SimulatedClock(this.world, 1, 0));

	@Test
	void proposesTheClock() {
		this.world.runFor(5_000);
		assertThat(this.tokens.propose(0)).isEqualTo(NOW + 5);
	}

	@Test
	void proposalsRiseWithinOneMicrosecond() {
		assertThat(this.tokens.propose(0)).isEqualTo(NOW);
		assertThat(this.tokens.propose(0)).isEqualTo(NOW + 1);
	}

	@Test
	void blockIsAsLargeAsWanted() {
		assertThat(this.tokens.block(NOW, 16_384)).isEqualTo(16_384);
	}

	/** Or who leaves blocks unused would be refused for a clock far ahead in the end. */
	@Test
	void blockReachesASecondAheadOfTheClockAtMost() {
		assertThat(this.tokens.block(NOW + 999_000, 16_384)).isEqualTo(1000);
		assertThat(this.tokens.block(NOW + 1_000_000, 16_384)).isOne();
		assertThat(this.tokens.block(NOW + 50_000_000, 16_384)).isOne();
	}

	@Test
	void proposesAboveWhatWasSeen() {
		assertThat(this.tokens.propose(NOW + 1000)).isEqualTo(NOW + 1001);
	}

	@Test
	void fenceFarAheadDoesNotDragOtherNamesAlong() {
		this.tokens.propose(NOW + 1_000_000);
		assertThat(this.tokens.propose(0)).isEqualTo(NOW);
	}

}
