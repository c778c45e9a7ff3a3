package io.quorumlock.spring.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;

import org.jspecify.annotations.Nullable;

/**
 * A record as one line of text: its parts between tabs, the hash last. What is hashed is
 * exactly what is written.
 */
final class AuditLine {

	private static final String SEPARATOR = "\t";

	private static final int PARTS = 7;

	private AuditLine() {
	}

	static String write(AuditRecord auditRecord) {
		return text(auditRecord.sequence(), auditRecord.entry()) + SEPARATOR + auditRecord.hash();
	}

	/**
	 * Reads a line.
	 * @return the record, {@code null} if this is none
	 */
	static @Nullable AuditRecord read(String line) {
		String[] parts = line.split(SEPARATOR, -1);
		if (parts.length != PARTS) {
			return null;
		}
		try {
			AuditEntry entry = new AuditEntry(Instant.parse(parts[1]), parts[2], unescape(parts[3]),
					parts[4].isEmpty() ? null : Long.valueOf(parts[4]), unescape(parts[5]));
			return new AuditRecord(Long.parseLong(parts[0]), entry, parts[6]);
		}
		catch (DateTimeException | NumberFormatException ex) {
			return null;
		}
	}

	static String hash(String before, long sequence, AuditEntry entry) {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			digest.update(before.getBytes(StandardCharsets.UTF_8));
			digest.update(text(sequence, entry).getBytes(StandardCharsets.UTF_8));
			return HexFormat.of().formatHex(digest.digest());
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java has SHA-256", ex);
		}
	}

	private static String text(long sequence, AuditEntry entry) {
		return sequence + SEPARATOR + entry.at() + SEPARATOR + entry.type() + SEPARATOR + escape(entry.subject())
				+ SEPARATOR + ((entry.token() != null) ? entry.token() : "") + SEPARATOR + escape(entry.detail());
	}

	private static String escape(String text) {
		return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r");
	}

	private static String unescape(String text) {
		StringBuilder result = new StringBuilder(text.length());
		for (int i = 0; i < text.length(); i++) {
			char mark = text.charAt(i);
			if (mark == '\\' && i + 1 < text.length()) {
				char escaped = text.charAt(++i);
				result.append((escaped == 't') ? '\t' : (escaped == 'n') ? '\n' : (escaped == 'r') ? '\r' : escaped);
			}
			else {
				result.append(mark);
			}
		}
		return result.toString();
	}

}
