package io.quorumlock.chaos;

import io.quorumlock.chaos.WellBeing.Illness;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WellBeingTests {

	private final WellBeing cluster = new WellBeing(3);

	@Test
	void isWellAllAlongIfNothingHappens() {
		assertThat(this.cluster.longestWellNanos(10, 30)).isEqualTo(20);
	}

	@Test
	void isWellWhileOnlyAMinorityIsIll() {
		long from = System.nanoTime();
		this.cluster.recovers(this.cluster.falls(0), 0);
		this.cluster.falls(1);
		long until = System.nanoTime();
		assertThat(this.cluster.longestWellNanos(from, until)).isEqualTo(until - from);
	}

	@Test
	void isNotWellWhileAMajorityIsIll() {
		long from = System.nanoTime();
		Illness first = this.cluster.falls(0);
		this.cluster.falls(1);
		this.cluster.falls(1);
		long ill = System.nanoTime();
		assertThat(this.cluster.longestWellNanos(ill, ill + 1000)).isZero();
		assertThat(this.cluster.longestWellNanos(from, ill + 1000)).isBetween(0L, ill - from);
		this.cluster.recovers(first, 1_000_000_000);
		long until = System.nanoTime() + 3_000_000_000L;
		assertThat(this.cluster.longestWellNanos(from, until)).isBetween(1_900_000_000L, 2_100_000_000L);
	}

}
