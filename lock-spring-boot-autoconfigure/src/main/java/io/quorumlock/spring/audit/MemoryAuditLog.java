package io.quorumlock.spring.audit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * A log that ends with the process. Thread-safe.
 */
public final class MemoryAuditLog implements AuditLog {

	private final Retention retention;

	private final Deque<AuditRecord> records = new ArrayDeque<>();

	private AuditAnchor cut = AuditAnchor.ORIGIN;

	private AuditAnchor end = AuditAnchor.ORIGIN;

	/**
	 * An empty log.
	 * @param retention which records are kept
	 */
	public MemoryAuditLog(Retention retention) {
		this.retention = retention;
	}

	@Override
	public synchronized void append(AuditEntry entry) {
		AuditRecord latest = this.end.next(entry);
		this.records.add(latest);
		this.end = AuditAnchor.of(latest);
		while (this.retention.isOver(this.records.element(), this.records.size(), latest)) {
			this.cut = AuditAnchor.of(this.records.remove());
		}
	}

	@Override
	public synchronized List<AuditRecord> last(int count) {
		return this.records.stream().skip(Math.max(0, this.records.size() - count)).toList();
	}

	@Override
	public synchronized AuditVerification verify() {
		return AuditVerification.of(this.cut, List.copyOf(this.records));
	}

}
