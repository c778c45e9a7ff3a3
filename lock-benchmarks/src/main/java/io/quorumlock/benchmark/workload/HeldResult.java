package io.quorumlock.benchmark.workload;

import java.io.Serializable;

/**
 * What came out of {@link HoldMany}.
 *
 * @param bytesPerLock the heap that each lock takes, the harness' list of them included
 * @param acquireSeconds how long it took to acquire all
 * @param clientCores the CPU that the client used while it held all
 * @param nodeCores the CPU that all nodes used meanwhile
 * @param commandsPerNode how many commands each node got in a second
 * @param watchdogs how many threads renew leases
 * @param lost how many locks were not held at the end
 */
record HeldResult(double bytesPerLock, double acquireSeconds, double clientCores, double nodeCores,
		double commandsPerNode, long watchdogs, int lost) implements Serializable {

	HeldResult withLost(int lost) {
		return new HeldResult(this.bytesPerLock, this.acquireSeconds, this.clientCores, this.nodeCores,
				this.commandsPerNode, this.watchdogs, lost);
	}

}
