package io.quorumlock.spring.actuate;

/**
 * What became of a forced release, for people and for programs.
 *
 * @param result {@code DONE} if this instance held the lock under that token,
 * {@code ASKED} if another one does and was asked, {@code NOT_HELD} if none does,
 * {@code INVALID} if the request makes no sense, or {@code NO_ANSWER}
 * @param message the same in words
 */
public record ForcedRelease(String result, String message) {

	static final String DONE = "DONE";

	static final String ASKED = "ASKED";

	static final String NOT_HELD = "NOT_HELD";

	static final String INVALID = "INVALID";

	static final String NO_ANSWER = "NO_ANSWER";

}
