package io.quorumlock.simulation;

import java.util.List;

import io.quorumlock.quorum.LeaseEngine;

/**
 * One client in a history.
 *
 * @param process its process
 * @param connections its ways to the nodes
 * @param weather what happens on each of them
 * @param engine its engine
 * @param users who take locks in it
 */
record SimulatedInstance(SimulatedProcess process, List<SimulatedConnection> connections, List<ChangingWeather> weather,
		LeaseEngine engine, List<SimulatedUser> users) {

}
