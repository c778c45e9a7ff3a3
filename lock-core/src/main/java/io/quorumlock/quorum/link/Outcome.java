package io.quorumlock.quorum.link;

import io.quorumlock.node.Answer;
import io.quorumlock.quorum.vote.Moment;

/**
 * What became of one operation sent over a link.
 */
public sealed interface Outcome {

	/**
	 * The node answered.
	 *
	 * @param answer what it answered
	 * @param sentAt taken before the operation was sent: what the node counts from a
	 * later moment surely lasts as long when counted from here
	 */
	record Answered(Answer answer, Moment sentAt) implements Outcome {
	}

	/**
	 * No answer came in time; the node may have run the operation, or run it yet.
	 *
	 * @param reason why, a short phrase without secrets
	 */
	record Unanswered(String reason) implements Outcome {
	}

	/**
	 * The operation was not sent.
	 *
	 * @param reason why, a short phrase without secrets
	 */
	record NotSent(String reason) implements Outcome {
	}

}
