package io.quorumlock;

import java.io.Serializable;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What is locked: a name, fixed in the code, and optionally a key, taken from the data.
 * The name is made of letters, digits, {@code . _ - :} so that the {@code /} which joins
 * it to the key can never be part of it, and no two pairs meet in one text.
 *
 * @param name the name, such as {@code orders}
 * @param key the key, such as {@code 42}, or {@code null} if the name alone is locked
 */
public record LockName(String name, @Nullable String key) implements Serializable {

	/** The most characters that a name may have. */
	public static final int MAX_NAME_LENGTH = 200;

	/** The most characters that a key may have. */
	public static final int MAX_KEY_LENGTH = 1000;

	/**
	 * The name of all leases that stand for the leadership of a role; the role is their
	 * key.
	 */
	private static final String ROLE = "@role";

	/** What would break a line of a log, or hide in it. */
	private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

	private static final Pattern LEGAL = Pattern.compile("[\\p{Alnum}._:-]{1," + MAX_NAME_LENGTH + "}");

	/**
	 * Checks both parts. Use {@link #of(String, String)}: it refuses the name that roles
	 * have.
	 * @throws IllegalArgumentException if the name has an illegal character or length, or
	 * the key is blank, too long or not well-formed
	 */
	public LockName {
		if (ROLE.equals(name)) {
			requireLegal("role", key);
		}
		else {
			requireLegal("lock name", name);
		}
		if (key != null) {
			requireKey(name, key);
		}
	}

	/**
	 * A name without a key.
	 * @param name the name
	 * @return the lock name
	 */
	public static LockName of(String name) {
		return new LockName(requireLegal("lock name", name), null);
	}

	/**
	 * A name with a key.
	 * @param name the name
	 * @param key the key
	 * @return the lock name
	 */
	public static LockName of(String name, String key) {
		return new LockName(requireLegal("lock name", name), key);
	}

	/**
	 * The name under which instances compete for a role. No other lock name equals it.
	 * @param role the role
	 * @return the lock name
	 */
	public static LockName ofRole(String role) {
		return new LockName(ROLE, requireLegal("role", role));
	}

	/**
	 * Refuses a text that cannot be a name, a namespace or a role.
	 * @param what what the text is, for the message
	 * @param text the text
	 * @return the text
	 * @throws IllegalArgumentException if it has an illegal character or length
	 */
	public static String requireLegal(String what, @Nullable String text) {
		if (text == null || !LEGAL.matcher(text).matches()) {
			throw new IllegalArgumentException("The " + what + " " + quoted(text) + " must be 1 to " + MAX_NAME_LENGTH
					+ " of the characters a-z A-Z 0-9 . _ - : (put what comes from data into the key)");
		}
		return text;
	}

	private static void requireKey(String name, String key) {
		if (key.isBlank()) {
			throw new IllegalArgumentException("The key of lock '" + name + "' is blank: leave it out or give a value");
		}
		if (key.length() > MAX_KEY_LENGTH) {
			throw new IllegalArgumentException("The key of lock '" + name + "' has " + key.length()
					+ " characters, at most " + MAX_KEY_LENGTH + " are allowed: use an id or a hash of it");
		}
		if (hasLoneSurrogate(key)) {
			throw new IllegalArgumentException("The key of lock '" + name
					+ "' has half of a surrogate pair, which cannot be told apart from others once encoded");
		}
	}

	private static boolean hasLoneSurrogate(String text) {
		return text.codePoints()
			.anyMatch((point) -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
	}

	private static String quoted(@Nullable String text) {
		if (text == null) {
			return "(null)";
		}
		String shown = (text.length() <= 40) ? text : text.substring(0, 40) + "…";
		return "'" + UNPRINTABLE.matcher(shown).replaceAll("?") + "'";
	}

	/**
	 * The name with its key, as people write it: {@code orders/42}.
	 */
	@Override
	public String toString() {
		return (this.key != null) ? this.name + "/" + this.key : this.name;
	}

}
