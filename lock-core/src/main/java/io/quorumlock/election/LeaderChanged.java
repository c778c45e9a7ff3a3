package io.quorumlock.election;

/**
 * Some instance, this one or another, was seen to lead a new term. Told on every instance
 * that campaigns for the role.
 *
 * @param role the role
 * @param term the new term
 * @param instanceId the instance that leads it
 */
public record LeaderChanged(String role, long term, String instanceId) implements LeadershipEvent {

}
