package io.quorumlock.election;

import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Campaigns for roles, each of which at most one instance leads at a time. Thread-safe.
 */
public interface LeaderElection {

	/**
	 * The public id of this instance.
	 * @return the id by which other instances see this one
	 */
	String instanceId();

	/**
	 * The view of a role, whether or not this instance campaigns for it.
	 * @param role the role
	 * @return always the same view for the same role
	 * @throws IllegalArgumentException if it cannot be the name of a role
	 */
	Leadership leadership(String role);

	/**
	 * The roles that were asked about or are campaigned for.
	 * @return their names
	 */
	Collection<String> roles();

	/**
	 * Who leads a role, as last seen; see {@link Leadership#leader()}.
	 * @param role the role
	 * @return the leader, empty if nobody was seen to lead
	 */
	default Optional<Leader> leader(String role) {
		return leadership(role).leader();
	}

	/**
	 * Campaigns for a role from now on, again after each term, until {@link #stop()}. A
	 * second call changes nothing.
	 * @param role the role
	 * @return the view of the role
	 * @throws IllegalStateException if stopped
	 */
	Leadership campaign(String role);

	/**
	 * Begins to end all campaigns: from now on this instance neither begins to lead nor
	 * lets work of the leader begin. What it leads it keeps until {@link #stop()}, for
	 * work that is under way.
	 */
	void quiesce();

	/**
	 * Ends all campaigns: closes the gates, tells the listeners, waits for the work under
	 * way, then gives the leases back and completes.
	 * @return completed once all is given back or that was tried in vain; with a drain
	 * timeout, a little after it at the latest
	 */
	CompletionStage<Void> stop();

}
