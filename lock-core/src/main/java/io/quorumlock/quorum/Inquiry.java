package io.quorumlock.quorum;

import java.util.List;
import java.util.function.Consumer;

import io.quorumlock.node.Answer;
import io.quorumlock.node.Operation;
import io.quorumlock.quorum.link.NodeLink;
import io.quorumlock.quorum.link.Outcome;

/**
 * Asks all nodes who holds a lock. The answer is known once a quorum names the same
 * holder, or when all have said something. Used on the protocol's thread only.
 */
final class Inquiry {

	private final EngineContext context;

	private final Consumer<Sighting> result;

	private final Refusals refusals;

	private final boolean[] heard;

	private int open;

	private int free;

	private int answered;

	private boolean told;

	Inquiry(EngineContext context, Consumer<Sighting> result) {
		this.context = context;
		this.result = result;
		this.refusals = new Refusals(context.settings().quorum());
		this.heard = new boolean[context.links().size()];
		this.open = this.heard.length;
	}

	void start(String name) {
		List<NodeLink> links = this.context.links();
		for (int node = 0; node < links.size(); node++) {
			int index = node;
			links.get(node).send(new Operation.Look(name), (outcome) -> heard(index, outcome));
		}
	}

	private void heard(int node, Outcome outcome) {
		if (this.heard[node] || this.told) {
			return;
		}
		this.heard[node] = true;
		this.open--;
		if (outcome instanceof Outcome.Answered given) {
			this.answered++;
			count(node, given.answer());
		}
		AcquireResult.Holder holder = this.refusals.holder();
		if (holder != null || this.open == 0) {
			this.told = true;
			boolean quorum = this.answered >= this.context.settings().quorum();
			this.result
				.accept(new Sighting(holder, this.refusals.remaining(this.free + this.open), this.answered, quorum));
		}
	}

	private void count(int node, Answer answer) {
		if (answer instanceof Answer.Taken taken) {
			this.refusals.add(taken);
		}
		else if (answer instanceof Answer.Free) {
			this.free++;
		}
		else if (answer instanceof Answer.SittingOut sitting) {
			this.context.guard().sitsOut(node, sitting.birth());
		}
	}

}
