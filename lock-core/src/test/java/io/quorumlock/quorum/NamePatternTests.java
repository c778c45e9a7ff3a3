package io.quorumlock.quorum;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class NamePatternTests {

	@ParameterizedTest
	@CsvSource({ "orders,orders", "*,orders", "**,a", "report-*,report-", "report-*,report-daily",
			"*-daily,report-daily", "*a*b,abab", "r*t,rt", "r*-*t,report-of-t", "a.b,a.b", "*aab,aaaab" })
	void matches(String pattern, String name) {
		assertThat(new NamePattern(pattern).matches(name)).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "orders,order", "orders,orders2", "orders,Orders", "report-*,report", "*-daily,report-daily2",
			"a.b,axb", "r*t,r", "*a*b,ba", "a*a,a" })
	void doesNotMatch(String pattern, String name) {
		assertThat(new NamePattern(pattern).matches(name)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a b", "a/*", "[a-z]", "report-?" })
	void isRefusedIfNoNameCouldMatch(String pattern) {
		assertThatIllegalArgumentException().isThrownBy(() -> new NamePattern(pattern))
			.withMessageContaining("pattern");
	}

}
