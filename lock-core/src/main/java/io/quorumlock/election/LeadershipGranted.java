package io.quorumlock.election;

import org.jspecify.annotations.Nullable;

/**
 * This instance leads a new term. One {@link LeadershipRevoked} with the same term
 * follows sooner or later, unless the process dies.
 *
 * @param stamp role, term and the like
 * @param previousLeader who led before, as far as this instance has seen, {@code null} if
 * nobody
 * @param cause how the role came to be free
 */
public record LeadershipGranted(EventStamp stamp, @Nullable String previousLeader,
		GrantCause cause) implements LeadershipEvent {

}
