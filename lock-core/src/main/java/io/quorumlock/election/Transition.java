package io.quorumlock.election;

import java.time.Instant;

/**
 * A change of state of one role on this instance.
 *
 * @param at when, by the clock of this instance
 * @param from the state before
 * @param to the state since then
 * @param term the term that this instance led or was about to lead, 0 if none
 * @param reason why, a word or a few
 */
public record Transition(Instant at, LeadershipState from, LeadershipState to, long term, String reason) {

}
