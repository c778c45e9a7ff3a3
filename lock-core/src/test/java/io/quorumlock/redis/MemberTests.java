package io.quorumlock.redis;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Member}.
 */
class MemberTests {

	private static final Member ONE = Member.of("shop-1", 2,
			Map.of("b2", "redis-2:6379", "a1", "redis-1:6379", "c3", "[::1]:7"));

	@Test
	void isReadAsItIsWritten() {
		assertThat(ONE.text()).isEqualTo("1 2 a1@redis-1:6379 b2@redis-2:6379 c3@[::1]:7");
		assertThat(Member.read("shop-1/0f", ONE.text())).isEqualTo(ONE);
		Member none = Member.of("shop-1", 2, Map.of());
		assertThat(Member.read("shop-1", none.text())).isEqualTo(none);
	}

	@Test
	void namesCannotForgeText() {
		Member forger = Member.of("shop-1", 2, Map.of("a1", "x 9@y\nWARN z"));
		assertThat(forger.text()).isEqualTo("1 2 a1@x_9_y_WARN_z");
		assertThat(Member.read("shop\n1", "1 2").instance()).isEqualTo("unknown");
	}

	@ParameterizedTest
	@ValueSource(strings = { "2", "2 whatever that is", "2 1 a1@redis-1:6379", "garbage", "", "\n", "1", "1 x",
			"1 2  3", "1 2 x", "1 2 a1@b c" })
	void anotherFormatIsNotExcludedWhateverItSays(String text) {
		Member other = Member.read("shop-2/0f", text);
		assertThat(ONE.excludes(other)).isFalse();
		assertThat(Member.of("shop-1", 2, Map.of()).excludes(other)).isTrue();
		assertThat(ONE.conflictWith(other)).startsWith("instance shop-2 keeps the same locks in format ")
			.contains(", this one in format 1, ")
			.endsWith("stop all instances of one version before you start the other")
			.doesNotContain("\n");
	}

	@Test
	void conflictNamesBothSets() {
		Member other = Member.of("shop-2", 2, Map.of("a1", "10.0.0.1:6379", "d4", "10.0.0.4:6379"));
		assertThat(ONE.excludes(other)).isFalse();
		assertThat(ONE.conflictWith(other))
			.startsWith("this instance needs 2 of [[::1]:7, redis-1:6379, redis-2:6379], instance shop-2 needs "
					+ "2 of [10.0.0.1:6379, 10.0.0.4:6379], and both could win the same lock")
			.contains("lock.nodes", "lock.quorum");
		assertThat(ONE.excludes(ONE)).isTrue();
	}

}
