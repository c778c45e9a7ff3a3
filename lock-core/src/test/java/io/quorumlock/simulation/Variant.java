package io.quorumlock.simulation;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;

import io.quorumlock.election.ElectionAccess;
import io.quorumlock.election.LeaderElection;
import io.quorumlock.election.LeadershipListener;
import io.quorumlock.election.RoleSettings;
import io.quorumlock.node.LeaseNode;
import io.quorumlock.quorum.ClockDrift;
import io.quorumlock.quorum.GuardSettings;
import io.quorumlock.quorum.LeaseEngine;
import io.quorumlock.quorum.QuorumSettings;

/**
 * What a history runs: the production classes, or those with one rule left out.
 */
public interface Variant {

	/**
	 * Plans a history.
	 * @param seed the seed
	 * @return the plan
	 */
	default Plan plan(long seed) {
		return Plan.of(seed);
	}

	/**
	 * Makes a node.
	 * @param index which of the nodes
	 * @param clock its clocks
	 * @return the node
	 */
	default SimulatedNode node(int index, SimulatedClock clock) {
		return new SimulatedNode(clock);
	}

	/**
	 * Makes an engine.
	 * @param nodes the ways to the nodes
	 * @param settings how leases are taken
	 * @param process the process it runs in
	 * @return the engine
	 */
	LeaseEngine engine(List<? extends LeaseNode> nodes, QuorumSettings settings, SimulatedProcess process);

	/**
	 * Makes an election.
	 * @param engine takes the leases
	 * @param settings how to campaign for a role
	 * @param listener told what happens
	 * @param mailboxes where the events of a role are delivered
	 * @return the election
	 */
	default LeaderElection election(LeaseEngine engine, Function<String, RoleSettings> settings,
			LeadershipListener listener, Function<String, ? extends Executor> mailboxes) {
		return ElectionAccess.election(engine, settings, listener, mailboxes);
	}

	/**
	 * Makes the thread on which the events of a role are delivered.
	 * @param process the process it is in
	 * @return the thread
	 */
	default SimulatedMailbox mailbox(SimulatedProcess process) {
		return new SimulatedMailbox(process);
	}

	/**
	 * How to treat a node that may have forgotten what it granted.
	 * @return the settings
	 */
	default GuardSettings guard() {
		return new GuardSettings(Plan.LEASE, false, Duration.ofSeconds(1));
	}

	/**
	 * By how much clocks are expected to run apart.
	 * @return the drift
	 */
	default ClockDrift drift() {
		return new ClockDrift(0.01, Duration.ofMillis(2));
	}

	/**
	 * How many tokens a grant reserves.
	 * @return at least one
	 */
	int block();

}
