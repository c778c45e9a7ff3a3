package io.quorumlock.redis;

import io.quorumlock.node.Answer;
import org.jspecify.annotations.Nullable;

/**
 * {@link AnswerReader} as it was when format 1 was recorded; not to be changed with it.
 */
final class FormatOneReader {

	// Above, a double no longer tells one token from the next
	private static final long LIMIT = 1L << 53;

	private static final int MOST_DIGITS = 16;

	private static final long NOT_A_NUMBER = -1;

	private FormatOneReader() {
	}

	static @Nullable Answer read(String text) {
		String[] fields = text.split(" ", 5);
		return switch (fields[0]) {
			case "O" -> (fields.length == 1) ? new Answer.Ok() : null;
			case "G" -> (fields.length == 1) ? new Answer.Gone() : null;
			case "+" -> (fields.length == 1) ? new Answer.Granted() : null;
			case "N" -> (fields.length == 1) ? new Answer.NoSession() : null;
			case "T" -> readTaken(fields);
			case "S" -> {
				long fence = readOnly(fields);
				yield (fence != NOT_A_NUMBER) ? new Answer.Stale(fence) : null;
			}
			case "F" -> {
				long fence = readOnly(fields);
				yield (fence != NOT_A_NUMBER) ? new Answer.Free(fence) : null;
			}
			case "A" -> {
				long micros = readOnly(fields);
				yield (micros != NOT_A_NUMBER) ? new Answer.Ahead(micros) : null;
			}
			case "Q" -> {
				long birth = readOnly(fields);
				yield (birth != NOT_A_NUMBER) ? new Answer.SittingOut(birth) : null;
			}
			case "V" -> readStanding(fields);
			case "E" -> (fields.length == 2 && isCode(fields[1])) ? new Answer.Failed("refused: " + fields[1]) : null;
			default -> null;
		};
	}

	private static @Nullable Answer readTaken(String[] fields) {
		if (fields.length != 5) {
			return null;
		}
		long remaining = readNumber(fields[1]);
		long token = readNumber(fields[2]);
		long fence = readNumber(fields[3]);
		if (remaining == NOT_A_NUMBER || token == NOT_A_NUMBER || fence == NOT_A_NUMBER) {
			return null;
		}
		return new Answer.Taken(remaining, token, fence, fields[4]);
	}

	private static @Nullable Answer readStanding(String[] fields) {
		if (fields.length != 4 || !fields[3].matches("[01][01]")) {
			return null;
		}
		long birth = readNumber(fields[1]);
		long age = readNumber(fields[2]);
		if (birth == NOT_A_NUMBER || age == NOT_A_NUMBER) {
			return null;
		}
		return new Answer.Standing(birth, age, fields[3].charAt(0) == '1', fields[3].charAt(1) == '1');
	}

	private static long readOnly(String[] fields) {
		return (fields.length == 2) ? readNumber(fields[1]) : NOT_A_NUMBER;
	}

	private static long readNumber(String text) {
		if (text.isEmpty() || text.length() > MOST_DIGITS || !text.chars().allMatch((c) -> c >= '0' && c <= '9')) {
			return NOT_A_NUMBER;
		}
		if (text.length() > 1 && text.charAt(0) == '0') {
			return NOT_A_NUMBER;
		}
		long value = Long.parseLong(text);
		return (value < LIMIT) ? value : NOT_A_NUMBER;
	}

	private static boolean isCode(String text) {
		return !text.isEmpty() && text.chars().allMatch((c) -> c >= 'A' && c <= 'Z');
	}

}
