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
		assertThat(this.tokens.propose(0, 1)).isEqualTo(NOW + 5);
	}

	@Test
	void proposalsRiseWithinOneMicrosecond() {
		assertThat(this.tokens.propose(0, 1)).isEqualTo(NOW);
		assertThat(this.tokens.propose(0, 1)).isEqualTo(NOW + 1);
	}

	@Test
	void proposesAboveTheBlockReservedBefore() {
		assertThat(this.tokens.propose(0, 100)).isEqualTo(NOW);
		assertThat(this.tokens.propose(0, 1)).isEqualTo(NOW + 100);
	}

	@Test
	void proposesAboveWhatWasSeen() {
		assertThat(this.tokens.propose(NOW + 1000, 1)).isEqualTo(NOW + 1001);
	}

	@Test
	void fenceFarAheadDoesNotDragOtherNamesAlong() {
		this.tokens.propose(NOW + 1_000_000, 1);
		assertThat(this.tokens.propose(0, 1)).isEqualTo(NOW);
	}

}
