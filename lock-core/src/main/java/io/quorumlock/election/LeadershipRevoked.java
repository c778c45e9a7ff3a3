package io.quorumlock.election;

/**
 * This instance no longer leads. One follows each {@link LeadershipGranted}, with the
 * same term.
 *
 * @param stamp role, term and the like
 * @param cause why
 * @param released whether the lease was given back; if not, it ends by itself
 * @param abandoned how many permits were still out
 */
public record LeadershipRevoked(EventStamp stamp, RevokeCause cause, boolean released,
		int abandoned) implements LeadershipEvent {

}
