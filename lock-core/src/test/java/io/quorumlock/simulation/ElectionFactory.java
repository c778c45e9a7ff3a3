package io.quorumlock.simulation;

import java.util.concurrent.Executor;
import java.util.function.Function;

import io.quorumlock.election.LeaderElection;
import io.quorumlock.election.LeadershipListener;
import io.quorumlock.election.RoleSettings;
import io.quorumlock.quorum.LeaseEngine;

/**
 * Makes the election of a client.
 */
@FunctionalInterface
public interface ElectionFactory {

	/**
	 * Makes an election.
	 * @param engine takes the leases
	 * @param settings how to campaign for a role
	 * @param listener told what happens
	 * @param mailboxes where the events of a role are delivered
	 * @return the election
	 */
	LeaderElection create(LeaseEngine engine, Function<String, RoleSettings> settings, LeadershipListener listener,
			Function<String, ? extends Executor> mailboxes);

}
