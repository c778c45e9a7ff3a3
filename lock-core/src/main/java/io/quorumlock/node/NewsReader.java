package io.quorumlock.node;

import org.jspecify.annotations.Nullable;

/**
 * Reads what an ear has heard.
 */
final class NewsReader {

	// Above, a double no longer tells one token from the next
	private static final long LIMIT = 1L << 53;

	// More than any name has, with a word and a number
	private static final int LONGEST = 4096;

	private NewsReader() {
	}

	static @Nullable News read(String text) {
		if (text.length() > LONGEST) {
			return null;
		}
		// The last field of "wanted", the name, may contain blanks itself
		String[] words = text.startsWith("wanted ") ? text.split(" ", 3) : text.split(" ", -1);
		try {
			News news = switch (words[0] + " " + words.length) {
				case "granted 4" -> new News.Granted(number(words[1]), number(words[2]), words[3].equals("1"));
				case "wanted 3" -> new News.Wanted(number(words[1]), words[2]);
				case "refused 4" -> new News.Refused(number(words[1]), number(words[2]), number(words[3]));
				default -> null;
			};
			// Each has one spelling only: no signs, no leading zeros, no digits of other
			// scripts
			return (news != null && news.text().equals(text)) ? news : null;
		}
		catch (NumberFormatException ex) {
			return null;
		}
	}

	private static long number(String word) {
		long number = Long.parseLong(word);
		if (number < 0 || number >= LIMIT) {
			throw new NumberFormatException("out of range");
		}
		return number;
	}

}
