package io.quorumlock.election;

/**
 * This instance leads from now on.
 *
 * @param role the role
 * @param term the term that begins
 * @param instanceId this instance
 */
public record LeadershipGranted(String role, long term, String instanceId) implements LeadershipEvent {

}
