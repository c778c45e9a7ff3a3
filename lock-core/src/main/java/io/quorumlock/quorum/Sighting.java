package io.quorumlock.quorum;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What the nodes say about a lock.
 *
 * @param holder the holder that a quorum of nodes names, {@code null} if they do not
 * agree on one
 * @param remaining how long until a quorum of nodes could grant the lock if nobody renews
 * and none that is silent turns up; zero if it could now or if that is not known
 * @param answered how many nodes had answered
 * @param quorum whether a quorum of nodes had
 */
public record Sighting(AcquireResult.@Nullable Holder holder, Duration remaining, int answered, boolean quorum) {

}
