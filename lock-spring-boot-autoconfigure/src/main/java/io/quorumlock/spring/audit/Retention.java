package io.quorumlock.spring.audit;

import java.time.Duration;

/**
 * Which records are kept.
 *
 * @param records how many at most
 * @param age how old they may be
 */
public record Retention(int records, Duration age) {

	boolean isOver(AuditRecord oldest, int count, AuditRecord latest) {
		return count > this.records || oldest.entry().at().isBefore(latest.entry().at().minus(this.age));
	}

}
