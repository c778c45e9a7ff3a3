package io.quorumlock.election;

/**
 * This instance no longer leads. Follows each {@link LeadershipGranted} exactly once,
 * with the same term.
 *
 * @param role the role
 * @param term the term that ended
 * @param instanceId this instance
 */
public record LeadershipRevoked(String role, long term, String instanceId) implements LeadershipEvent {

}
