package io.quorumlock.election;

import java.time.Duration;
import java.util.Locale;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Writes to the log what happens to a role in one term of this instance.
 *
 * @param role the role
 * @param term the number of the term
 * @param instanceId the public id of this instance
 */
record TermLog(String role, long term, String instanceId) {

	private static final Logger logger = LoggerFactory.getLogger(TermLog.class);

	void began(GrantCause cause) {
		line(logger.atInfo(), cause).log("Leads role '{}' in term {}", this.role, this.term);
	}

	void atRisk(Duration remaining, int backers) {
		line(logger.atWarn()).log("Role '{}' is at risk: {} ms of its lease are left, which rests on {} nodes",
				this.role, remaining.toMillis(), backers);
	}

	void recovered(Duration remaining) {
		line(logger.atInfo()).log("Role '{}' is not at risk any more: {} ms of its lease are left", this.role,
				remaining.toMillis());
	}

	void abandoned(int inFlight, Duration after) {
		line(logger.atWarn()).log("Role '{}' is given up in term {} with {} pieces of work still under way after {} ms",
				this.role, this.term, inFlight, after.toMillis());
	}

	void ended(RevokeCause cause) {
		line(logger.atInfo(), cause).log("Gave up role '{}' in term {}", this.role, this.term);
	}

	void lost(RevokeCause cause) {
		line(logger.atWarn(), cause).log("Lost role '{}' in term {}: {}", this.role, this.term,
				(cause == RevokeCause.QUORUM_LOST) ? "too few nodes have confirmed its lease"
						: "this process was held up for longer than its lease");
	}

	private LoggingEventBuilder line(LoggingEventBuilder line, Enum<?> cause) {
		return line(line).addKeyValue("cause", cause.name().toLowerCase(Locale.ROOT));
	}

	private LoggingEventBuilder line(LoggingEventBuilder line) {
		return line.addKeyValue("role", this.role)
			.addKeyValue("term", this.term)
			.addKeyValue("instance", this.instanceId);
	}

}
