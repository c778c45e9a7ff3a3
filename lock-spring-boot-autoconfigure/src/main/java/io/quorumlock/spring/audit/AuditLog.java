package io.quorumlock.spring.audit;

import java.util.List;

/**
 * Where records are kept, in their order. Old ones may be cut off. Appended to by one
 * thread at a time, and read by any.
 */
public interface AuditLog extends AutoCloseable {

	/**
	 * Appends an entry, chained to the one before.
	 * @param entry what has happened
	 */
	void append(AuditEntry entry);

	/**
	 * The last records.
	 * @param count how many at most
	 * @return the latest last
	 */
	List<AuditRecord> last(int count);

	/**
	 * Follows the chain through all that is kept.
	 * @return whether it is what was written
	 */
	AuditVerification verify();

	@Override
	default void close() {
	}

}
