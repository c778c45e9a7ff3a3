package io.quorumlock.spring.actuate;

import io.quorumlock.spring.actuate.LockAuditDescriptor.Transition;
import io.quorumlock.spring.audit.AuditEntry;
import io.quorumlock.spring.audit.AuditLog;
import io.quorumlock.spring.audit.AuditRecord;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/**
 * {@link Endpoint @Endpoint} that shows the last transitions of locks, roles and nodes.
 */
@Endpoint(id = "lockaudit", defaultAccess = Access.READ_ONLY)
public class LockAuditEndpoint {

	private static final int USUAL = 100;

	private final AuditLog log;

	/**
	 * A new endpoint.
	 * @param log the log to show
	 */
	public LockAuditEndpoint(AuditLog log) {
		this.log = log;
	}

	/**
	 * Shows the last transitions.
	 * @param count how many, 100 if {@code null}
	 * @return the latest last
	 */
	@ReadOperation
	public LockAuditDescriptor audit(@Nullable Integer count) {
		int most = (count != null) ? Math.max(0, count) : USUAL;
		return new LockAuditDescriptor(this.log.verify(),
				this.log.last(most).stream().map(LockAuditEndpoint::describe).toList());
	}

	private static Transition describe(AuditRecord stored) {
		AuditEntry entry = stored.entry();
		return new Transition(stored.sequence(), entry.at(), entry.type(), entry.subject(), entry.token(),
				entry.detail(), stored.hash(), stored.writer());
	}

}
