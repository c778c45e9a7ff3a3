package io.quorumlock.election;

import java.time.Instant;
import java.util.function.BooleanSupplier;

/**
 * What all events of leadership have in common.
 *
 * @param role the role
 * @param term the term
 * @param instanceId the instance that leads, or led, in this term
 * @param sequence rises with each event of this role on this instance
 * @param timestamp when it happened, by the clock of this instance
 * @param current tells whether what the event says still holds
 */
public record EventStamp(String role, long term, String instanceId, long sequence, Instant timestamp,
		BooleanSupplier current) {

	@Override
	public String toString() {
		return "role=" + this.role + ", term=" + this.term + ", instanceId=" + this.instanceId + ", sequence="
				+ this.sequence + ", timestamp=" + this.timestamp;
	}

}
