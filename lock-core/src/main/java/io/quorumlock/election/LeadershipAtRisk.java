package io.quorumlock.election;

import java.time.Duration;

/**
 * This instance still leads, but its lease was not renewed when it should have been.
 *
 * @param stamp role, term and the like
 * @param trustRemaining for how long it still leads if no renewal succeeds
 * @param nodesVoting how many nodes the lease rests on
 */
public record LeadershipAtRisk(EventStamp stamp, Duration trustRemaining, int nodesVoting) implements LeadershipEvent {

}
