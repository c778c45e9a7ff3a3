package io.quorumlock.quorum;

import io.quorumlock.LockName;

/**
 * Names of locks, such as {@code orders}, or {@code report-*} for all that begin so.
 *
 * @param text a name in which each {@code *} stands for any characters, or none
 */
public record NamePattern(String text) {

	private static final char ANY = '*';

	/**
	 * Checks the pattern.
	 * @throws IllegalArgumentException if no name could match it
	 */
	public NamePattern {
		if (!text.chars().allMatch((mark) -> mark == ANY)) {
			LockName.requireLegal("pattern without its '*',", text.replace("*", ""));
		}
		else if (text.isEmpty()) {
			throw new IllegalArgumentException("The pattern is empty: write a name, or '*' for any");
		}
	}

	/**
	 * Whether a name matches.
	 * @param name the name of a lock, without its keys
	 * @return {@code true} if it does, as a whole and in the same case
	 */
	public boolean matches(String name) {
		int inText = 0;
		int inName = 0;
		int star = -1;
		int afterStar = 0;
		while (inName < name.length()) {
			if (inText < this.text.length() && this.text.charAt(inText) == ANY) {
				star = inText++;
				afterStar = inName;
			}
			else if (inText < this.text.length() && this.text.charAt(inText) == name.charAt(inName)) {
				inText++;
				inName++;
			}
			else if (star >= 0) {
				// The last star takes one character more
				inText = star + 1;
				inName = ++afterStar;
			}
			else {
				return false;
			}
		}
		return this.text.substring(inText).chars().allMatch((mark) -> mark == ANY);
	}

	@Override
	public String toString() {
		return this.text;
	}

}
