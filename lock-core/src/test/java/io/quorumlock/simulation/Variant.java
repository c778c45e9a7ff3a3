package io.quorumlock.simulation;

import java.time.Duration;
import java.util.List;

import io.quorumlock.election.ElectionAccess;
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
	 * How elections are made.
	 * @return makes them
	 */
	default ElectionFactory elections() {
		return ElectionAccess::election;
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

}
