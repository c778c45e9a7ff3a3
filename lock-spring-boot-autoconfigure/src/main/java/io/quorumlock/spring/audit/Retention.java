package io.quorumlock.spring.audit;

import java.time.Duration;
import java.time.Instant;

/**
 * Which records are kept.
 *
 * @param records how many at most
 * @param age how old they may be
 */
public record Retention(int records, Duration age) {

	/**
	 * Whether it is worth while to cut off what is too old, where that costs a pass over
	 * all that is kept.
	 */
	boolean isLongOver(Instant oldest, AuditRecord latest) {
		return oldest.isBefore(latest.entry().at().minus(this.age).minus(this.age.dividedBy(10)));
	}

	boolean isOver(AuditRecord oldest, int count, AuditRecord latest) {
		return count > this.records || oldest.entry().at().isBefore(latest.entry().at().minus(this.age));
	}

}
