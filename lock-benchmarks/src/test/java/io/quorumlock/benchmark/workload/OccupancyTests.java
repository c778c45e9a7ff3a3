package io.quorumlock.benchmark.workload;

import java.nio.file.Path;

import io.quorumlock.benchmark.library.Library;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link Occupancy}.
 */
class OccupancyTests {

	private static final Contestant CONTESTANT = Contestant.onOne(Library.QUORUM_LOCK);

	private final Path file = Occupancy.newFile();

	private final Occupancy one = Occupancy.map(this.file);

	private final Occupancy other = Occupancy.map(this.file);

	@Test
	void oneAfterTheOtherIsFine() {
		this.one.enter();
		this.one.leave();
		this.other.enter();
		this.other.leave();
		assertThatNoException().isThrownBy(() -> Occupancy.map(this.file).verify(CONTESTANT, 2));
	}

	@Test
	void twoInsideAreSeen() {
		this.one.enter();
		this.other.enter();
		this.one.leave();
		this.other.leave();
		assertThatExceptionOfType(BrokenExclusionException.class)
			.isThrownBy(() -> Occupancy.map(this.file).verify(CONTESTANT, 2));
	}

	@Test
	void aLostUpdateIsSeen() {
		this.one.enter();
		this.one.leave();
		assertThatExceptionOfType(BrokenExclusionException.class)
			.isThrownBy(() -> Occupancy.map(this.file).verify(CONTESTANT, 2))
			.withMessageContaining("1 updates were lost");
	}

}
