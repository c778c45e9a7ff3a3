package io.quorumlock.election;

import org.jspecify.annotations.Nullable;

/**
 * Some instance, this one or another, was seen to lead a new term. Told on every instance
 * that campaigns for the role or has asked who leads it.
 *
 * @param stamp role, term, the instance that leads it, and the like
 * @param previousLeader who led before, as far as this instance has seen, {@code null} if
 * nobody
 */
public record LeaderChanged(EventStamp stamp, @Nullable String previousLeader) implements LeadershipEvent {

}
