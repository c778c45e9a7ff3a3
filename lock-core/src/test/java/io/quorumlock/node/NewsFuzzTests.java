package io.quorumlock.node;

import java.util.SplittableRandom;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever is published on an ear: what is read is word by word what was written, and
 * nothing else is.
 */
class NewsFuzzTests {

	private static final int TEXTS = 200_000;

	private static final String[] WORDS = { "granted", "wanted", "refused", "Granted", "grante", "", "1" };

	private static final String[] FIELDS = { "0", "1", "0", "1", "5", "42", "9007199254740991", "9007199254740992",
			"9223372036854775807", "9223372036854775808", "-1", "-0", "+1", "01", "00", "1.5", "1e3", "0x1", "",
			"\u0661", "\uff11", "\n", "\0", "true" };

	private static final int USUAL = 7;

	private static final String[] BLANKS = { "  ", "\t", "\u00a0", "", ":" };

	private static final Pattern NEWS = Pattern.compile("(?s)granted (N) (N) [01]|wanted (N) .*|refused (N) (N) (N)"
		.replace("N", "0|[1-9][0-9]{0,14}|[1-8][0-9]{15}|900719925474099[01]"));

	private final SplittableRandom random = new SplittableRandom(Long.getLong("fuzz.seed", 1));

	@Test
	void whatIsReadIsWhatWasWritten() {
		int read = 0;
		for (int i = 0; i < TEXTS; i++) {
			String text = text();
			News news = News.read(text);
			assertThat(news != null).as("'%s' is news", text).isEqualTo(NEWS.matcher(text).matches());
			if (news != null) {
				read++;
				assertThat(news.text()).isEqualTo(text);
			}
		}
		assertThat(read).isBetween(TEXTS / 50, TEXTS / 2);
	}

	@Test
	void whatIsWrittenIsRead() {
		for (int i = 0; i < TEXTS; i++) {
			News news = switch (this.random.nextInt(3)) {
				case 0 -> new News.Granted(number(), number(), this.random.nextBoolean());
				case 1 -> new News.Wanted(number(), " a name " + number());
				default -> new News.Refused(number(), number(), number());
			};
			assertThat(News.read(news.text())).isEqualTo(news);
		}
	}

	private long number() {
		return this.random.nextLong(1L << 53) >> this.random.nextInt(53);
	}

	private String text() {
		StringBuilder text = new StringBuilder(WORDS[this.random.nextInt(WORDS.length)]);
		for (int fields = this.random.nextInt(5); fields > 0; fields--) {
			boolean isUsual = this.random.nextInt(30) > 0;
			text.append(isUsual ? " " : BLANKS[this.random.nextInt(BLANKS.length)])
				.append(FIELDS[this.random.nextInt(this.random.nextBoolean() ? USUAL : FIELDS.length)]);
		}
		return text.toString();
	}

}
