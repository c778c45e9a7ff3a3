package io.quorumlock.node;

import java.util.List;

/**
 * What became of a batch of operations.
 */
public sealed interface Batch {

	/**
	 * The node ran it.
	 *
	 * @param answers one answer for each operation, in order
	 */
	record Answered(List<Answer> answers) implements Batch {
	}

	/**
	 * The node surely did not run it, and never will.
	 *
	 * @param reason why it was not sent, a short phrase without secrets
	 */
	record NotSent(String reason) implements Batch {
	}

	/**
	 * It may or may not have been run.
	 *
	 * @param reason why there is no answer, a short phrase without secrets
	 */
	record Unanswered(String reason) implements Batch {
	}

}
