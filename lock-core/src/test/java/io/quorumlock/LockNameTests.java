package io.quorumlock;

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
	@ValueSource(strings = { "42", "a/b", "x y", "{}", "é", "\uD83D\uDE00", "a\n" })
	void legalKeys(String key) {
		assertThat(LockName.of("orders", key)).hasToString("orders/" + key);
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

}
