package io.quorumlock.election;

import java.time.Duration;

/**
 * The lease is renewed again, after {@link LeadershipAtRisk} in the same term.
 *
 * @param stamp role, term and the like
 * @param trustRemaining for how long this instance leads if no further renewal succeeds
 * @param nodesVoting how many nodes the lease rests on
 */
public record LeadershipRecovered(EventStamp stamp, Duration trustRemaining,
		int nodesVoting) implements LeadershipEvent {

}
