package io.quorumlock.election;

import java.time.Instant;

/**
 * Who leads a role.
 *
 * @param instanceId the public id of the instance
 * @param term the term it leads
 * @param since since when, by the clock of that instance
 * @param stale whether too few nodes could confirm it when they were last asked
 */
public record Leader(String instanceId, long term, Instant since, boolean stale) {

}
