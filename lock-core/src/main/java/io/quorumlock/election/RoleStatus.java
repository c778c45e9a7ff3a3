package io.quorumlock.election;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What an instance knows about a role at one moment.
 *
 * @param role the role
 * @param state where this instance stands
 * @param campaigning whether this instance campaigns for it
 * @param paused why it does not campaign now although it was told to
 * @param leader who leads, {@code null} if nobody was seen to
 * @param trustRemaining for how long this instance still leads if no further renewal
 * succeeds, zero if it does not lead
 * @param inFlight how many permits of this instance are out
 * @param candidates who campaigns, this instance included, as far as they were heard
 * @param transitions the last changes of state, the latest last
 * @param listenersBusy for how long the listeners have been busy with one event, zero if
 * they are not
 */
public record RoleStatus(String role, LeadershipState state, boolean campaigning, Set<PauseReason> paused,
		@Nullable Leader leader, Duration trustRemaining, int inFlight, List<Candidate> candidates,
		List<Transition> transitions, Duration listenersBusy) {

}
