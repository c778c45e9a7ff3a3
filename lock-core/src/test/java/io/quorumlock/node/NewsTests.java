package io.quorumlock.node;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class NewsTests {

	static Stream<Arguments> texts() {
		return Stream.of(arguments("granted 1 2 0", new News.Granted(1, 2, false)),
				arguments("granted 0 9007199254740991 1", new News.Granted(0, 9_007_199_254_740_991L, true)),
				arguments("wanted 7 app/orders/4 2", new News.Wanted(7, "app/orders/4 2")),
				arguments("refused 1 2 3", new News.Refused(1, 2, 3)),
				arguments("refused 9007199254740991 9007199254740991 9007199254740991",
						new News.Refused(9_007_199_254_740_991L, 9_007_199_254_740_991L, 9_007_199_254_740_991L)));
	}

	@ParameterizedTest
	@MethodSource("texts")
	void newsIsReadAsItWasWritten(String text, News news) {
		assertThat(News.read(text)).isEqualTo(news);
		assertThat(news.text()).isEqualTo(text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "granted", "granted 1", "granted 1 2", "granted 1 2 2", "granted 1 2 ",
			"granted 1 2 01", "granted 1 2 true", "granted 1 2 0 ", " granted 1 2 0", "granted  1 2 0",
			"granted 1 2 0 3", "granted +1 2 0", "granted 01 2 0", "granted -1 2 0", "granted -0 2 0",
			"granted 1 9007199254740992 0", "granted 1 99999999999999999999 0", "granted 1.0 2 0", "granted 1e3 2 0",
			"granted \u0661 2 0", "Granted 1 2 0", "granted\t1 2 0", "granted 1 2 0\n", "wanted", "wanted ", "wanted x",
			"wanted 1", "wanted x n", "wanted 01 n", "wanted 9007199254740992 n", "refused 1 2", "refused 1 2 x",
			"refused 1 2 3 4", "refused 1 2 -3", "vacant role 5" })
	void anythingElseIsNone(String text) {
		assertThat(News.read(text)).isNull();
	}

	@Test
	void longTextIsNone() {
		assertThat(News.read("wanted " + "0".repeat(10_000_000) + "1 n")).isNull();
		assertThat(News.read("wanted" + " 1".repeat(5_000_000))).isNull();
	}

}
