package io.quorumlock.election;

import java.time.Instant;

/**
 * This instance is about to give the role up: its gate is closed, its lease still held.
 * Work under way may go on, and the lease is kept until it is done and the listeners of
 * this event have returned, up to the deadline.
 *
 * @param stamp role, term and the like
 * @param cause why
 * @param deadline when work that is still under way is cancelled, at the earliest
 * @param inFlight how many permits are out
 */
public record LeadershipRevoking(EventStamp stamp, RevokeCause cause, Instant deadline,
		int inFlight) implements LeadershipEvent {

}
