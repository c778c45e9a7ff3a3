package io.quorumlock.quorum;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.quorumlock.LeaseRequest;
import io.quorumlock.simulation.Cluster;
import io.quorumlock.simulation.Cluster.Client;
import io.quorumlock.simulation.World;

/**
 * Leases of an engine on which no time passes any more.
 */
final class HeldLeases {

	private HeldLeases() {
	}

	static List<HeldLease> list(int number) {
		Cluster cluster = new Cluster(new World(1), 1);
		Client client = cluster.client();
		List<Call> calls = new ArrayList<>();
		for (int key = 0; key < number; key++) {
			calls.add(new Call(client, LeaseRequest.of("orders", "order-" + key)));
		}
		cluster.pass(Duration.ofMillis(1));
		return calls.stream().map((call) -> ((Turn) call.lease()).lease()).toList();
	}

}
