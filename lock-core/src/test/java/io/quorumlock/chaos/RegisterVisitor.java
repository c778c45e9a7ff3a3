package io.quorumlock.chaos;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * One connection to the {@link GuardedRegister}, and what it has asked for. Times are
 * those of the monotonic clock, which all processes of a machine share.
 */
final class RegisterVisitor {

	private final Map<String, RegisterEntry> entries;

	private @Nullable RegisterEntry asked;

	private long tokenBefore;

	RegisterVisitor(Map<String, RegisterEntry> entries) {
		this.entries = entries;
	}

	/**
	 * Takes one of {@code ask name}, {@code quit name},
	 * {@code acquired name client lease token time}, {@code write name lease token time}
	 * and {@code released name lease time}. The time is one at which the lease surely was
	 * held, as it was taken before the lease said so; zero if there is none.
	 */
	String answer(String[] words) {
		RegisterEntry entry = this.entries.get(words[1]);
		switch (words[0]) {
			case "ask" -> {
				this.tokenBefore = entry.ask();
				this.asked = entry;
			}
			case "quit" -> leave();
			case "acquired" -> {
				leave();
				entry.acquired(words[2], words[3], Long.parseLong(words[4]), this.tokenBefore,
						Long.parseLong(words[5]));
			}
			case "write" -> {
				boolean accepted = entry.write(words[2], Long.parseLong(words[3]), Long.parseLong(words[4]));
				return accepted ? GuardedRegister.ACCEPTED : GuardedRegister.REFUSED;
			}
			case "released" -> entry.released(words[2], Long.parseLong(words[3]));
			default -> throw new IllegalArgumentException(words[0]);
		}
		return GuardedRegister.OK;
	}

	void leave() {
		if (this.asked != null) {
			this.asked.quit();
			this.asked = null;
		}
	}

}
