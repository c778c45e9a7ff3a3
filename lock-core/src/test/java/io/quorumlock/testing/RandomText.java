package io.quorumlock.testing;

import java.util.SplittableRandom;

/**
 * Texts as users and attackers write them, made of few pieces, so that two of them are
 * often the same but for a separator.
 */
public final class RandomText {

	private static final String[] TAME = { "a", "a", "a", "a", "b", "b", "-", ":", ".", "_", "0", "lock:v1:", "name:" };

	private static final String[] WILD = { "", "/", "/", "/", "/", "/", "/", "/", "/", "/", "/", "/", "/", "//", " ",
			"{", "}", "{}", "{a}", "@", "@role", "\0", "\n", "\r\n", "\u001b[2J", "\u0085", "\u2028", "\u202e",
			"\u200b", "\ufeff", "\u2215", "\u2044", "\u29f8", "\uff0f", "\u0430", "\u00e9", "e\u0301", "\u0130",
			"\u00df", "\ud83d\ude00", "\ud83d", "\ude00", "?", "\ufffd", "*", "$", "%", "\"", "'", "\\", "#{", "T(",
			"\u0661" };

	private static final String LARGE = "x".repeat(10_000_000);

	private final SplittableRandom random;

	/**
	 * Texts that follow from a seed.
	 * @param random the source of chance
	 */
	public RandomText(SplittableRandom random) {
		this.random = random;
	}

	/**
	 * A text.
	 * @param wildness how many of a hundred pieces are no letters of a plain name
	 * @return a few pieces, possibly none, or a text of ten million characters
	 */
	public String next(int wildness) {
		if (this.random.nextInt(2000) == 0) {
			return LARGE;
		}
		StringBuilder text = new StringBuilder();
		int pieces = this.random.nextInt(5);
		for (int i = 0; i < pieces; i++) {
			String[] from = (this.random.nextInt(100) < wildness) ? WILD : TAME;
			text.append(from[this.random.nextInt(from.length)]);
		}
		return text.toString();
	}

}
