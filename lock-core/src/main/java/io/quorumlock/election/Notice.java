package io.quorumlock.election;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What instances tell each other about a role through the nodes. A hint: it may be lost
 * or come twice, and nothing that must not happen depends on it. Travels as words with
 * blanks between them, which neither roles nor instance ids contain.
 */
sealed interface Notice {

	/** In place of a word that is left out. */
	String NONE = "-";

	String role();

	/**
	 * The words of this notice.
	 */
	List<String> words();

	default String encode() {
		return String.join(" ", words());
	}

	/**
	 * Reads a notice.
	 * @param text what has arrived
	 * @return the notice, {@code null} if it is none that is known here
	 */
	static @Nullable Notice decode(String text) {
		String[] words = text.split(" ", -1);
		try {
			return switch (words[0] + words.length) {
				case "leads4" -> new Leads(words[1], term(words[2]), words[3]);
				case "leaves3" -> new Leaves(words[1], term(words[2]));
				case "vacant3" -> new Vacant(words[1], term(words[2]));
				case "yields4" -> new Yields(words[1], term(words[2]), words[3]);
				case "stands4" -> new Stands(words[1], new Candidate(words[2], Integer.parseInt(words[3])), false);
				case "asks4" -> new Stands(words[1], new Candidate(words[2], Integer.parseInt(words[3])), true);
				case "withdraws3" -> new Withdraws(words[1], words[2]);
				case "end6" -> new End(words[1], term(words[2]), words[3].equals(NONE) ? null : words[3],
						duration(words[4]), duration(words[5]));
				default -> null;
			};
		}
		catch (IllegalArgumentException | DateTimeParseException ex) {
			return null;
		}
	}

	private static long term(String word) {
		return Long.parseLong(word);
	}

	private static @Nullable Duration duration(String word) {
		return word.equals(NONE) ? null : LeadershipCommand.requireBounded("duration", Duration.parse(word));
	}

	private static String word(@Nullable Object value) {
		return (value != null) ? value.toString() : NONE;
	}

	/**
	 * An instance leads from now on.
	 */
	record Leads(String role, long term, String instanceId) implements Notice {

		@Override
		public List<String> words() {
			return List.of("leads", this.role, word(this.term), this.instanceId);
		}

	}

	/**
	 * The leader of a term leads no longer, and lets its lease run out.
	 */
	record Leaves(String role, long term) implements Notice {

		@Override
		public List<String> words() {
			return List.of("leaves", this.role, word(this.term));
		}

	}

	/**
	 * The leader of a term has given the role back.
	 */
	record Vacant(String role, long term) implements Notice {

		@Override
		public List<String> words() {
			return List.of("vacant", this.role, word(this.term));
		}

	}

	/**
	 * The leader of a term hands the role to one instance.
	 */
	record Yields(String role, long term, String to) implements Notice {

		@Override
		public List<String> words() {
			return List.of("yields", this.role, word(this.term), this.to);
		}

	}

	/**
	 * An instance campaigns, and may ask who else does.
	 */
	record Stands(String role, Candidate candidate, boolean asks) implements Notice {

		@Override
		public List<String> words() {
			return List.of(this.asks ? "asks" : "stands", this.role, this.candidate.instanceId(),
					word(this.candidate.priority()));
		}

	}

	/**
	 * An instance no longer campaigns.
	 */
	record Withdraws(String role, String instanceId) implements Notice {

		@Override
		public List<String> words() {
			return List.of("withdraws", this.role, this.instanceId);
		}

	}

	/**
	 * Somebody asks the leader of a term to end it.
	 */
	record End(String role, long term, @Nullable String successor, @Nullable Duration cooldown,
			@Nullable Duration drainTimeout) implements Notice {

		@Override
		public List<String> words() {
			return List.of("end", this.role, word(this.term), word(this.successor), word(this.cooldown),
					word(this.drainTimeout));
		}

	}

}
