package io.quorumlock.election;

/**
 * An instance that campaigns for a role.
 *
 * @param instanceId the public id of the instance
 * @param priority its priority; the higher one is preferred
 */
public record Candidate(String instanceId, int priority) {

}
