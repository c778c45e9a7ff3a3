package io.quorumlock.election;

import java.util.concurrent.CompletionStage;

/**
 * Campaigns for roles, each led by at most one instance at a time within the documented
 * assumptions. Thread-safe; no method blocks.
 */
public interface LeaderElection {

	/**
	 * The public id of this instance.
	 * @return the id that events carry
	 */
	String instanceId();

	/**
	 * The view of a role, whether or not this instance campaigns for it.
	 * @param role the role
	 * @return always the same view for the same role
	 */
	Leadership leadership(String role);

	/**
	 * Campaigns for a role from now on, again after each loss, until {@link #stop()}. A
	 * second call changes nothing.
	 * @param role the role
	 * @return the view of the role
	 * @throws IllegalStateException if stopped
	 */
	Leadership campaign(String role);

	/**
	 * Ends all campaigns: closes the gates, tells the listeners, then gives the leases
	 * back and completes.
	 * @return completed once all leases are given back or that was tried in vain
	 */
	CompletionStage<Void> stop();

}
