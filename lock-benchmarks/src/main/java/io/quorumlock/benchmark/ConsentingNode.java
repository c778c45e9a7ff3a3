package io.quorumlock.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.quorumlock.node.Answer;
import io.quorumlock.node.Batch;
import io.quorumlock.node.LeaseNode;
import io.quorumlock.node.Operation;
import io.quorumlock.time.Timers;

/**
 * A node that says yes to everything at once, so that only the client is measured.
 */
record ConsentingNode(String name, Timers timers) implements LeaseNode {

	@Override
	public void submit(List<Operation> operations, Consumer<Batch> result) {
		List<Answer> answers = new ArrayList<>(operations.size());
		for (Operation operation : operations) {
			answers.add(answer(operation));
		}
		this.timers.execute(() -> result.accept(new Batch.Answered(answers)));
	}

	private static Answer answer(Operation operation) {
		if (operation instanceof Operation.Greet) {
			return new Answer.Standing(1, Long.MAX_VALUE, true, false);
		}
		boolean asks = operation instanceof Operation.Acquire || operation instanceof Operation.Regrant;
		return asks ? new Answer.Granted() : new Answer.Ok();
	}

	@Override
	public void subscribe(String channel, Consumer<String> messages) {
	}

}
