package io.quorumlock.election;

import java.time.Duration;

import io.quorumlock.LeaseRequest;
import org.jspecify.annotations.Nullable;

/**
 * What an operator may ask of a role.
 */
public sealed interface LeadershipCommand {

	/**
	 * The leader gives the role up once its work is done.
	 *
	 * @param expectedTerm the term that is meant to end, {@code null} for whichever it is
	 * @param cooldown how long the leader stands back, {@code null} for what is
	 * configured
	 * @param drainTimeout how long to wait for its work, {@code null} for what is
	 * configured
	 */
	record StepDown(@Nullable Long expectedTerm, @Nullable Duration cooldown,
			@Nullable Duration drainTimeout) implements LeadershipCommand {

		/**
		 * Checks the durations.
		 * @throws IllegalArgumentException if one is negative or longer than 365 days
		 */
		public StepDown {
			requireBounded("cooldown", cooldown);
			requireBounded("drainTimeout", drainTimeout);
		}

		/**
		 * As configured, whichever term it is.
		 * @return the command
		 */
		public static StepDown now() {
			return new StepDown(null, null, null);
		}

	}

	/**
	 * The leader hands the role to a candidate once its work is done, without a moment in
	 * which a third could take it.
	 *
	 * @param to the public id of the instance that is to lead
	 * @param expectedTerm the term that is meant to end, {@code null} for whichever it is
	 * @param drainTimeout how long to wait for its work, {@code null} for what is
	 * configured
	 */
	record Transfer(String to, @Nullable Long expectedTerm,
			@Nullable Duration drainTimeout) implements LeadershipCommand {

		/**
		 * Checks the duration.
		 * @throws IllegalArgumentException if it is negative or longer than 365 days
		 */
		public Transfer {
			requireBounded("drainTimeout", drainTimeout);
		}

		/**
		 * As configured, whichever term it is.
		 * @param to the public id of the instance that is to lead
		 * @return the command
		 */
		public static Transfer to(String to) {
			return new Transfer(to, null, null);
		}

	}

	/**
	 * This instance gives the role up if it leads, and does not campaign until
	 * {@link Resume}.
	 *
	 * @param reason why; each reason is resumed from for itself
	 */
	record Pause(PauseReason reason) implements LeadershipCommand {

	}

	/**
	 * This instance campaigns again if it is not paused for another reason.
	 *
	 * @param reason the reason of the pause that is over
	 */
	record Resume(PauseReason reason) implements LeadershipCommand {

	}

	/**
	 * Refuses a duration that no command can mean.
	 * @param name what the duration is for, for the message
	 * @param duration the duration, {@code null} for what is configured
	 * @return the same duration
	 * @throws IllegalArgumentException if it is negative or longer than 365 days
	 */
	static @Nullable Duration requireBounded(String name, @Nullable Duration duration) {
		if (duration != null && (duration.isNegative() || duration.compareTo(LeaseRequest.MAX_DURATION) > 0)) {
			throw new IllegalArgumentException("'" + name + "' must be from zero to 365 days, but was " + duration);
		}
		return duration;
	}

}
