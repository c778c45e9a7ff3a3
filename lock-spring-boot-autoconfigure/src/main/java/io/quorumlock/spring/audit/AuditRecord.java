package io.quorumlock.spring.audit;

import org.jspecify.annotations.Nullable;

/**
 * An entry with its place in the log.
 *
 * @param sequence the number of the record, one more than that of the record before
 * @param entry what has happened
 * @param hash the SHA-256 of the hash before, the number and the entry, in hexadecimal
 * @param writer which instance wrote it, {@code null} in a log of one instance
 */
public record AuditRecord(long sequence, AuditEntry entry, String hash, @Nullable String writer) {

	AuditRecord(long sequence, AuditEntry entry, String hash) {
		this(sequence, entry, hash, null);
	}

	AuditRecord writtenBy(String instance) {
		return new AuditRecord(this.sequence, this.entry, this.hash, instance);
	}

}
