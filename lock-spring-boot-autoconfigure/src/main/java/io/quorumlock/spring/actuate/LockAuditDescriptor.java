package io.quorumlock.spring.actuate;

import java.time.Instant;
import java.util.List;

import io.quorumlock.spring.audit.AuditVerification;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * The last transitions, and whether the log is what was written.
 *
 * @param verification what came of following its chain
 * @param records the last records, the latest last
 */
public record LockAuditDescriptor(AuditVerification verification,
		List<Transition> records) implements OperationResponseBody {

	/**
	 * A record of the log.
	 *
	 * @param sequence its number
	 * @param at when it happened
	 * @param type what happened
	 * @param subject the lock with its keys, the role or the node
	 * @param token the fencing token or the term, {@code null} if there is none
	 * @param detail more in words
	 * @param hash what the next record is chained to
	 * @param writer which instance wrote it, {@code null} in a log of one instance
	 */
	public record Transition(long sequence, Instant at, String type, String subject, @Nullable Long token,
			String detail, String hash, @Nullable String writer) {

	}

}
