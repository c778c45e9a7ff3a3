package io.quorumlock.quorum;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

import io.quorumlock.NodeHealth;
import io.quorumlock.QuorumHealth;
import io.quorumlock.node.Batch;
import io.quorumlock.quorum.link.NodeLink;

/**
 * Asks every node for a sign of life and gathers the answers.
 */
final class HealthCheck {

	private final List<NodeLink> links;

	private final int quorum;

	private final Consumer<QuorumHealth> result;

	private final NodeHealth[] nodes;

	private int open;

	HealthCheck(List<NodeLink> links, int quorum, Consumer<QuorumHealth> result) {
		this.links = links;
		this.quorum = quorum;
		this.result = result;
		this.nodes = new NodeHealth[links.size()];
		this.open = links.size();
	}

	void start() {
		for (int node = 0; node < this.nodes.length; node++) {
			int index = node;
			this.links.get(node).probe((batch) -> answered(index, batch));
		}
	}

	private void answered(int node, Batch batch) {
		NodeLink link = this.links.get(node);
		boolean up = batch instanceof Batch.Answered;
		String detail = (batch instanceof Batch.Unanswered unanswered) ? unanswered.reason() : "";
		this.nodes[node] = new NodeHealth(link.name(), up, up ? link.latency() : null, link.breakerState(), detail);
		if (--this.open == 0) {
			this.result.accept(new QuorumHealth(this.quorum, Arrays.asList(this.nodes)));
		}
	}

}
