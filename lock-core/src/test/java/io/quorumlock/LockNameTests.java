package io.quorumlock;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class LockNameTests {

	@ParameterizedTest
	@ValueSource(strings = { "orders", "a", "A.b_c-d:e", "0" })
	void legalNames(String name) {
		assertThat(LockName.of(name)).hasToString(name);
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", " ", "a b", "a/b", "{a}", "ä", "a\n", "@role", "\u2215" })
	void illegalNames(String name) {
		assertThatIllegalArgumentException().isThrownBy(() -> LockName.of(name))
			.withMessageContaining("must be 1 to 200 of the characters");
	}

	@Test
	void longNameIsNotRepeatedInTheMessage() {
		assertThatIllegalArgumentException().isThrownBy(() -> LockName.of("x".repeat(10_000_000)))
			.satisfies((ex) -> assertThat(ex.getMessage()).hasSizeLessThan(300));
	}

	@ParameterizedTest
	@ValueSource(strings = { "42", "a/b", "x y", "{}", "é", "\uD83D\uDE00" })
	void legalKeys(String key) {
		assertThat(LockName.of("orders", key)).hasToString("orders/" + key);
	}

	@Test
	void keyStaysInItsLineOfALog() {
		LockName name = LockName.of("orders", "a\nERROR b\u2028\u202E");
		assertThat(name.keys()).containsExactly("a\nERROR b\u2028\u202E");
		assertThat(name).hasToString("orders/a\\u000aERROR b\\u2028\\u202e");
		assertThat(LockName.of("orders", List.of("a", "b\r\n"))).hasToString("orders/[a, b\\u000d\\u000a]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "\t", "\uD83D", "a\uDE00b" })
	void illegalKeys(String key) {
		assertThatIllegalArgumentException().isThrownBy(() -> LockName.of("orders", key))
			.withMessageContaining("key of lock 'orders'");
	}

	@Test
	void noLockIsNamedLikeARole() {
		assertThat(LockName.ofRole("reports")).hasToString("@role/reports");
		assertThatIllegalArgumentException().isThrownBy(() -> LockName.ofRole("a/b"));
		assertThatIllegalArgumentException().isThrownBy(() -> LockName.of("@role", "reports"));
	}

	@Test
	void keysAreSortedAndCountOnce() {
		LockName name = LockName.of("accounts", List.of("b", "a", "b"));
		assertThat(name).isEqualTo(LockName.of("accounts", List.of("a", "b"))).hasToString("accounts/[a, b]");
		assertThatIllegalArgumentException().isThrownBy(() -> LockName.of("accounts", List.of()))
			.withMessageContaining("empty collection of keys");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> LockName.of("accounts", IntStream.range(0, 101).mapToObj(Integer::toString).toList()))
			.withMessageContaining("has 101 keys, at most 100");
	}

	@Test
	void nameCoversItsKeysInItsScope() {
		LockName both = LockName.of("accounts", List.of("a", "b"));
		assertThat(both.covers(LockName.of("accounts", "a"))).isTrue();
		assertThat(both.covers(both)).isTrue();
		assertThat(both.covers(LockName.of("accounts", "c"))).isFalse();
		assertThat(both.covers(LockName.of("accounts"))).isFalse();
		assertThat(both.covers(LockName.of("orders", "a"))).isFalse();
		assertThat(both.covers(both.in(LockScope.GLOBAL))).isFalse();
		assertThat(LockName.of("accounts").covers(LockName.of("accounts"))).isTrue();
		assertThat(LockName.of("accounts").covers(LockName.of("accounts", "a"))).isFalse();
	}

}
