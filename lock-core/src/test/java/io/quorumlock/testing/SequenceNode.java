package io.quorumlock.testing;

import java.util.List;
import java.util.concurrent.CompletionStage;

import io.quorumlock.node.Batch;
import io.quorumlock.node.Operation;

/**
 * A node on which one {@link RandomSequence} is played, and nothing else.
 */
public interface SequenceNode {

	/**
	 * Has the node run a batch, after those before it; need not wait for the answers.
	 * @param connection the number of the connection on which it arrives
	 * @param operations the batch
	 * @return completes with what became of it
	 */
	CompletionStage<Batch> submit(long connection, List<Operation> operations);

	/**
	 * What was published on channels since the last call, by all batches that were
	 * submitted before this.
	 * @return completes with channel and text, with a colon and a blank between them, in
	 * the order of publishing
	 */
	CompletionStage<List<String>> heard();

	/**
	 * Has the node begin another run of itself, with all that it knew.
	 */
	void restart();

	/**
	 * Has the node forget everything.
	 */
	void wipe();

}
