package io.quorumlock.spring.audit;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Whether a log is what was once written. Records that were cut off at the end, and a log
 * that was written anew as a whole, cannot be told from the log alone.
 *
 * @param intact whether each record is chained to the one before
 * @param first the number of the first record, 0 if there is none
 * @param last the number of the last record that is chained to the first
 * @param brokenAt the number that the first record should have that is changed, missing
 * or in another place; {@code null} if there is none
 * @param writer which instance wrote the chain that this is about, {@code null} in a log
 * of one instance: of several, one that is broken, or the latest
 */
public record AuditVerification(boolean intact, long first, long last, @Nullable Long brokenAt,
		@Nullable String writer) {

	AuditVerification(boolean intact, long first, long last, @Nullable Long brokenAt) {
		this(intact, first, last, brokenAt, null);
	}

	/**
	 * The same of a log in which something stands that is no record.
	 */
	AuditVerification followedByWhatIsNoRecord() {
		return this.intact ? new AuditVerification(false, this.first, this.last, this.last + 1, this.writer) : this;
	}

	AuditVerification writtenBy(String instance) {
		return new AuditVerification(this.intact, this.first, this.last, this.brokenAt, instance);
	}

	/**
	 * Follows the chain.
	 * @param anchor what the first record is chained to
	 * @param records the records in their order
	 * @return what came of it
	 */
	public static AuditVerification of(AuditAnchor anchor, List<AuditRecord> records) {
		AuditAnchor before = anchor;
		long first = records.isEmpty() ? 0 : anchor.sequence() + 1;
		for (AuditRecord each : records) {
			if (!before.next(each.entry()).equals(each)) {
				return new AuditVerification(false, first, before.sequence(), before.sequence() + 1);
			}
			before = AuditAnchor.of(each);
		}
		return new AuditVerification(true, first, before.sequence(), null);
	}

}
