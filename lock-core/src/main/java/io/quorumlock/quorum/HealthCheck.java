package io.quorumlock.quorum;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

import io.quorumlock.NodeHealth;
import io.quorumlock.QuorumHealth;
import io.quorumlock.node.Answer;
import io.quorumlock.node.Batch;
import io.quorumlock.node.Operation;
import io.quorumlock.quorum.link.NodeLink;

/**
 * Asks every node for a sign of life and gathers the answers.
 */
final class HealthCheck {

	private final List<NodeLink> links;

	private final RestartGuard guard;

	private final int quorum;

	private final Consumer<QuorumHealth> result;

	private final NodeHealth[] nodes;

	private int open;

	HealthCheck(List<NodeLink> links, RestartGuard guard, int quorum, Consumer<QuorumHealth> result) {
		this.links = links;
		this.guard = guard;
		this.quorum = quorum;
		this.result = result;
		this.nodes = new NodeHealth[links.size()];
		this.open = links.size();
	}

	void start() {
		for (int node = 0; node < this.nodes.length; node++) {
			int index = node;
			this.links.get(node).probe(new Operation.Greet(), (batch) -> answered(index, batch));
		}
	}

	private static String reason(Batch batch) {
		return (batch instanceof Batch.NotSent notSent) ? notSent.reason() : ((Batch.Unanswered) batch).reason();
	}

	private void answered(int node, Batch batch) {
		NodeLink link = this.links.get(node);
		boolean up = batch instanceof Batch.Answered;
		boolean voting = batch instanceof Batch.Answered answered
				&& answered.answers().get(0) instanceof Answer.Standing standing && standing.voting();
		String detail = up ? (voting ? "" : this.guard.describe(node)) : reason(batch);
		this.nodes[node] = new NodeHealth(link.name(), up, voting, up ? link.latency() : null, link.breakerState(),
				detail);
		if (--this.open == 0) {
			this.result.accept(new QuorumHealth(this.quorum, Arrays.asList(this.nodes)));
		}
	}

}
