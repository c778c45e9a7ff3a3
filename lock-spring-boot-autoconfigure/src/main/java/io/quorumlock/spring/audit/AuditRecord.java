package io.quorumlock.spring.audit;

/**
 * An entry with its place in the log.
 *
 * @param sequence the number of the record, one more than that of the record before
 * @param entry what has happened
 * @param hash the SHA-256 of the hash before, the number and the entry, in hexadecimal
 */
public record AuditRecord(long sequence, AuditEntry entry, String hash) {

}
