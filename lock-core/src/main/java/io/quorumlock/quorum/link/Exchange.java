package io.quorumlock.quorum.link;

import java.util.List;

import io.quorumlock.node.Answer;
import io.quorumlock.node.Batch;
import io.quorumlock.node.Operation;
import io.quorumlock.quorum.vote.Moment;

/**
 * A batch on its way: hands each operation's outcome to the one who asked.
 */
final class Exchange {

	private final List<Operation> operations;

	private final List<Reply> replies;

	private final Moment sentAt;

	private boolean settled;

	private boolean answered;

	Exchange(List<Operation> operations, List<Reply> replies, Moment sentAt) {
		this.operations = operations;
		this.replies = replies;
		this.sentAt = sentAt;
	}

	List<Operation> operations() {
		return this.operations;
	}

	/**
	 * Whether a session hangs on it.
	 */
	boolean renews() {
		return this.operations.stream().anyMatch(Operation.Renew.class::isInstance);
	}

	Moment sentAt() {
		return this.sentAt;
	}

	/**
	 * Whether an outcome, good or bad, has been handed out.
	 * @return {@code true} if so
	 */
	boolean isSettled() {
		return this.settled;
	}

	void answered(Batch.Answered batch) {
		if (this.answered) {
			return;
		}
		this.answered = true;
		this.settled = true;
		List<Answer> answers = batch.answers();
		for (int i = 0; i < this.replies.size(); i++) {
			this.replies.get(i).on(outcome(answers.get(i)));
		}
	}

	private Outcome outcome(Answer answer) {
		return (answer instanceof Answer.Failed failed) ? new Outcome.Unanswered(failed.reason())
				: new Outcome.Answered(answer, this.sentAt);
	}

	void failed(Outcome outcome) {
		if (!this.settled) {
			this.settled = true;
			this.replies.forEach((reply) -> reply.on(outcome));
		}
	}

}
