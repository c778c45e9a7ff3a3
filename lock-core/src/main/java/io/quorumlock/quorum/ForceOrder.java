package io.quorumlock.quorum;

import io.quorumlock.FencingToken;
import io.quorumlock.LockName;
import org.jspecify.annotations.Nullable;

/**
 * What one instance asks of another through the nodes: to take a lock away from its
 * holder. A hint: it may be lost or come twice.
 *
 * @param to the public id of the instance that is asked
 * @param from the public id of the instance that asks
 * @param token the holder's token, so that nobody who comes after it is hit
 * @param name what is locked, as the nodes know it
 */
record ForceOrder(String to, String from, FencingToken token, String name) {

	private static final String WORD = "force";

	String text() {
		return String.join(" ", WORD, this.to, this.from, Long.toString(this.token.value()), this.name);
	}

	/**
	 * Reads an order, strictly.
	 * @param text what has arrived
	 * @return the order, {@code null} if it is none that is known here
	 */
	static @Nullable ForceOrder read(String text) {
		// The name, which comes last, may contain blanks itself
		String[] words = text.split(" ", 5);
		if (words.length != 5 || !words[0].equals(WORD)) {
			return null;
		}
		try {
			return new ForceOrder(instance(words[1]), instance(words[2]), new FencingToken(Long.parseLong(words[3])),
					words[4]);
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	private static String instance(String word) {
		return LockName.requireLegal("instance id", word);
	}

}
