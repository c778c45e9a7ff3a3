package io.quorumlock.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.quorumlock.quorum.QuorumLockManager;
import io.quorumlock.quorum.QuorumSettings;

/**
 * A few nodes that vote and the clients that use them, in fair weather and with true
 * clocks unless something is done about it.
 */
public final class Cluster {

	private final World world;

	private final List<SimulatedHost> hosts = new ArrayList<>();

	private int clients;

	/**
	 * A cluster without clients.
	 * @param world the world it is in
	 * @param nodes how many nodes
	 */
	public Cluster(World world, int nodes) {
		this.world = world;
		for (int i = 0; i < nodes; i++) {
			SimulatedNode node = new SimulatedNode(new SimulatedClock(world, 1, 0));
			node.letVote();
			this.hosts.add(new SimulatedHost(node));
		}
	}

	/**
	 * The world.
	 * @return the world it is in
	 */
	public World world() {
		return this.world;
	}

	/**
	 * A machine.
	 * @param index which
	 * @return the machine
	 */
	public SimulatedHost host(int index) {
		return this.hosts.get(index);
	}

	/**
	 * The machines.
	 * @return all machines
	 */
	public List<SimulatedHost> hosts() {
		return this.hosts;
	}

	/**
	 * A client with a true clock.
	 * @return the client
	 */
	public Client client() {
		return client(new SimulatedClock(this.world, 1, 0));
	}

	/**
	 * A client.
	 * @param clock its clocks
	 * @return the client
	 */
	public Client client(SimulatedClock clock) {
		String id = "client-" + ++this.clients;
		SimulatedProcess process = new SimulatedProcess(id, this.world, clock);
		List<SimulatedConnection> connections = new ArrayList<>();
		for (SimulatedHost host : this.hosts) {
			connections
				.add(new SimulatedConnection("node-" + connections.size(), this.world, process, host, Weather.FAIR));
		}
		QuorumSettings settings = QuorumSettings.defaults("test", id, QuorumSettings.majority(this.hosts.size()));
		return new Client(process, connections,
				new QuorumLockManager(connections, settings, clock, process, process, process));
	}

	/**
	 * Lets time pass.
	 * @param duration how long
	 */
	public void pass(Duration duration) {
		this.world.runFor(duration.toNanos());
	}

	/**
	 * A client of the cluster.
	 *
	 * @param process its process
	 * @param connections its ways to the nodes
	 * @param manager its lock manager
	 */
	public record Client(SimulatedProcess process, List<SimulatedConnection> connections, QuorumLockManager manager) {

	}

}
