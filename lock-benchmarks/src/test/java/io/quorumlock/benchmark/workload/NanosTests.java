package io.quorumlock.benchmark.workload;

import java.util.List;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Nanos}.
 */
class NanosTests {

	@Test
	void percentilesAreThoseOfAllParts() {
		Nanos odd = new Nanos();
		Nanos even = new Nanos();
		LongStream.rangeClosed(1, 2000).forEach((millis) -> ((millis % 2 == 0) ? even : odd).add(millis * 1_000_000));
		Nanos all = Nanos.merge(List.of(odd, even));
		assertThat(all.count()).isEqualTo(2000);
		assertThat(all.percentileMillis(50)).isEqualTo(1000);
		assertThat(all.percentileMillis(99)).isEqualTo(1980);
		assertThat(all.percentileMillis(100)).isEqualTo(2000);
	}

	@Test
	void nothingHasNoPercentile() {
		assertThat(new Nanos().percentileMillis(50)).isNaN();
	}

}
