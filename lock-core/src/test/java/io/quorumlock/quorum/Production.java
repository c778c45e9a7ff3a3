package io.quorumlock.quorum;

import java.util.List;

import io.quorumlock.node.LeaseNode;
import io.quorumlock.simulation.SimulatedProcess;
import io.quorumlock.simulation.Variant;

/**
 * The classes that run in production, unchanged; a grant reserves a few tokens, so that
 * tokens which are handed on are tried too.
 */
public class Production implements Variant {

	@Override
	public LeaseEngine engine(List<? extends LeaseNode> nodes, QuorumSettings settings, SimulatedProcess process) {
		return new LeaseEngine(nodes, settings, process.clock(), process, process, process, parts());
	}

	EngineParts parts() {
		return EngineParts.standard();
	}

}
