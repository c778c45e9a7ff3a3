package io.quorumlock;

import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * What is locked: a name, fixed in the code, and optionally keys, taken from the data.
 * The name is made of letters, digits, {@code . _ - :} so that the {@code /} which joins
 * it to a key can never be part of it, and no two pairs meet in one text. With several
 * keys all of them are locked, or none.
 *
 * @param name the name, such as {@code orders}
 * @param keys the keys, such as {@code 42}, in their natural order and each once; empty
 * if the name alone is locked
 * @param scope whether other applications on the same nodes compete for it, too
 */
public record LockName(String name, List<String> keys, LockScope scope) implements Serializable {

	/** The most characters that a name may have. */
	public static final int MAX_NAME_LENGTH = 200;

	/** The most characters that a key may have. */
	public static final int MAX_KEY_LENGTH = 1000;

	/** The most keys that are locked at once. */
	public static final int MAX_KEYS = 100;

	/**
	 * The name of all leases that stand for the leadership of a role; the role is their
	 * key.
	 */
	private static final String ROLE = "@role";

	/** What would break a line of a log, or hide in it. */
	private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

	private static final String LEGAL_MARKS = "._-:";

	/**
	 * Checks all parts. Use {@link #of(String, String)}: it refuses the name that roles
	 * have.
	 * @throws IllegalArgumentException if the name has an illegal character or length, a
	 * key is blank, too long or not well-formed, or there are too many
	 */
	public LockName {
		if (ROLE.equals(name)) {
			requireLegal("role", (keys.size() == 1) ? keys.get(0) : null);
		}
		else {
			requireLegal("lock name", name);
		}
		for (String key : keys) {
			requireKey(name, key);
		}
		keys = List.copyOf((keys.size() > 1) ? new TreeSet<>(keys) : keys);
		if (keys.size() > MAX_KEYS) {
			throw new IllegalArgumentException("Lock '" + name + "' has " + keys.size() + " keys, at most " + MAX_KEYS
					+ " are locked at once: lock what they have in common");
		}
	}

	/**
	 * A name without a key.
	 * @param name the name
	 * @return the lock name
	 */
	public static LockName of(String name) {
		return new LockName(requireLegal("lock name", name), List.of(), LockScope.APPLICATION);
	}

	/**
	 * A name with a key.
	 * @param name the name
	 * @param key the key
	 * @return the lock name
	 */
	public static LockName of(String name, String key) {
		return of(name, List.of(Objects.requireNonNull(key, "'key' must not be null")));
	}

	/**
	 * A name with several keys, all of which are locked or none. Their order does not
	 * matter.
	 * @param name the name
	 * @param keys the keys, at least one; what is there twice counts once
	 * @return the lock name
	 */
	public static LockName of(String name, Collection<String> keys) {
		requireLegal("lock name", name);
		if (keys.isEmpty()) {
			throw new IllegalArgumentException("Lock '" + name
					+ "' has an empty collection of keys: give at least one, " + "or lock the name alone");
		}
		return new LockName(name, List.copyOf(keys), LockScope.APPLICATION);
	}

	/**
	 * The name under which instances compete for a role. No other lock name equals it.
	 * @param role the role
	 * @return the lock name
	 */
	public static LockName ofRole(String role) {
		return new LockName(ROLE, List.of(requireLegal("role", role)), LockScope.APPLICATION);
	}

	/**
	 * The same name and keys in another scope.
	 * @param other the scope
	 * @return the lock name
	 */
	public LockName in(LockScope other) {
		return (other != this.scope) ? new LockName(this.name, this.keys, other) : this;
	}

	/**
	 * Whether who holds this holds the other as well.
	 * @param other another lock name
	 * @return {@code true} if it has the same name and scope, and no key that this has
	 * not
	 */
	public boolean covers(LockName other) {
		return this.name.equals(other.name) && this.scope == other.scope && this.keys.containsAll(other.keys)
				&& this.keys.isEmpty() == other.keys.isEmpty();
	}

	/**
	 * Refuses a text that cannot be a name, a namespace or a role.
	 * @param what what the text is, for the message
	 * @param text the text
	 * @return the text
	 * @throws IllegalArgumentException if it has an illegal character or length
	 */
	public static String requireLegal(String what, @Nullable String text) {
		if (text == null || !isLegal(text)) {
			throw new IllegalArgumentException("The " + what + " " + quoted(text) + " must be 1 to " + MAX_NAME_LENGTH
					+ " of the characters a-z A-Z 0-9 . _ - : (put what comes from data into the key)");
		}
		return text;
	}

	// By hand, as every call of a locked method comes here
	private static boolean isLegal(String text) {
		if (text.isEmpty() || text.length() > MAX_NAME_LENGTH) {
			return false;
		}
		for (int i = 0; i < text.length(); i++) {
			if (!isLegal(text.charAt(i))) {
				return false;
			}
		}
		return true;
	}

	private static boolean isLegal(char mark) {
		return (mark >= 'a' && mark <= 'z') || (mark >= 'A' && mark <= 'Z') || (mark >= '0' && mark <= '9')
				|| LEGAL_MARKS.indexOf(mark) >= 0;
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
		int point;
		for (int i = 0; i < text.length(); i += Character.charCount(point)) {
			point = text.codePointAt(i);
			if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
				return true;
			}
		}
		return false;
	}

	private static String quoted(@Nullable String text) {
		if (text == null) {
			return "(null)";
		}
		String shown = (text.length() <= 40) ? text : text.substring(0, 40) + "…";
		return "'" + UNPRINTABLE.matcher(shown).replaceAll("?") + "'";
	}

	/**
	 * The name with its keys, as people write it: {@code orders/42}, or
	 * {@code accounts/[a, b]}. What would break a line is escaped, as in Java.
	 */
	@Override
	public String toString() {
		return switch (this.keys.size()) {
			case 0 -> this.name;
			case 1 -> this.name + "/" + inOneLine(this.keys.get(0));
			default -> this.name + "/" + inOneLine(this.keys.toString());
		};
	}

	// Keys come from data: whoever chooses one must not be able to write a line of a log
	private static String inOneLine(String text) {
		return UNPRINTABLE.matcher(text)
			.replaceAll((found) -> found.group()
				.chars()
				.mapToObj((mark) -> "\\\\u%04x".formatted(mark))
				.collect(Collectors.joining()));
	}

}
