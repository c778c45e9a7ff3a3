package io.quorumlock.spring.audit;

/**
 * Where a log begins, or goes on: what its next record is chained to. When old records
 * are cut off, the last of them stays behind as this.
 *
 * @param sequence the number of the record before
 * @param hash the hash of the record before
 */
public record AuditAnchor(long sequence, String hash) {

	/** Where every log begins. */
	public static final AuditAnchor ORIGIN = new AuditAnchor(0, "0".repeat(64));

	/**
	 * Where a log goes on.
	 * @param last its last record
	 * @return what the next one is chained to
	 */
	static AuditAnchor of(AuditRecord last) {
		return new AuditAnchor(last.sequence(), last.hash());
	}

	/**
	 * Chains an entry to what came before.
	 * @param entry what has happened
	 * @return the next record
	 */
	public AuditRecord next(AuditEntry entry) {
		long next = this.sequence + 1;
		return new AuditRecord(next, entry, AuditLine.hash(this.hash, next, entry));
	}

}
