package io.quorumlock.chaos;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The register notices what it is there to notice.
 */
class RegisterEntryTests {

	private final RegisterEntry entry = new RegisterEntry("orders", new WellBeing(3));

	@Test
	void refusesStaleWrites() {
		assertThat(this.entry.write("a", 1, 10)).isTrue();
		assertThat(this.entry.write("b", 2, 20)).isTrue();
		assertThat(this.entry.write("a", 1, 0)).isFalse();
		assertThat(this.entry.write("b", 2, 30)).isTrue();
		assertThat(this.entry.refused()).isOne();
		assertThat(this.entry.accepted()).isEqualTo(3);
		assertThat(this.entry.violations()).isEmpty();
	}

	@Test
	void noticesLeaseThatWritesAgain() {
		this.entry.write("a", 1, 10);
		this.entry.write("b", 2, 20);
		this.entry.write("a", 3, 0);
		assertThat(this.entry.violations()).singleElement()
			.asString()
			.contains("a writes again, with token 3, after b");
	}

	@Test
	void noticesTokenOfTwoLeases() {
		this.entry.write("a", 1, 10);
		this.entry.write("b", 1, 20);
		assertThat(this.entry.violations()).singleElement().asString().contains("same token 1");
	}

	@Test
	void noticesTokenThatDoesNotRise() {
		this.entry.acquired("one", "a", 5, this.entry.ask(), 10);
		long before = this.entry.ask();
		this.entry.acquired("two", "b", 4, before, 20);
		assertThat(this.entry.violations()).singleElement().asString().contains("b got token 4, though 5");
	}

	@Test
	void noticesLeasesHeldAtOneTime() {
		this.entry.write("a", 1, 10);
		this.entry.write("b", 2, 15);
		this.entry.released("a", 20);
		assertThat(this.entry.violations()).containsExactly("orders: a and b were held at the same time");
	}

	@Test
	void countsTakeoversOfWhatWasNotReleased() {
		this.entry.acquired("one", "a", 1, this.entry.ask(), 10);
		this.entry.released("a", 20);
		this.entry.acquired("two", "b", 2, this.entry.ask(), 30);
		assertThat(this.entry.takeovers()).isZero();
		this.entry.acquired("one", "c", 3, this.entry.ask(), 40);
		assertThat(this.entry.takeovers()).isOne();
	}

}
