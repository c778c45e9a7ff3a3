package io.quorumlock.election;

import java.time.Instant;

/**
 * Something that happened to the leadership of a role. Events of one role are delivered
 * one after the other on that role's own thread, never on the thread that renews, and
 * after the state has changed.
 */
public sealed interface LeadershipEvent permits LeadershipGranted, LeadershipAtRisk, LeadershipRecovered,
		LeadershipRevoking, LeadershipRevoked, LeaderChanged {

	/**
	 * What all events have in common.
	 * @return the stamp
	 */
	EventStamp stamp();

	/**
	 * The role.
	 * @return the name of the role
	 */
	default String role() {
		return stamp().role();
	}

	/**
	 * The term, which rises with every new leader of the role. It is the fencing token of
	 * the role's lease.
	 * @return the term
	 */
	default long term() {
		return stamp().term();
	}

	/**
	 * The instance that leads, or led, in this term.
	 * @return the public id of an instance
	 */
	default String instanceId() {
		return stamp().instanceId();
	}

	/**
	 * Rises with each event of this role on this instance.
	 * @return the number of the event
	 */
	default long sequence() {
		return stamp().sequence();
	}

	/**
	 * When it happened, by the clock of this instance.
	 * @return the time
	 */
	default Instant timestamp() {
		return stamp().timestamp();
	}

	/**
	 * Whether what the event says still holds, for listeners that come to it late. Of
	 * {@link LeadershipGranted}, say, whether this instance still leads in that term.
	 * @return {@code false} if it has been overtaken
	 */
	default boolean isCurrent() {
		return stamp().current().getAsBoolean();
	}

}
