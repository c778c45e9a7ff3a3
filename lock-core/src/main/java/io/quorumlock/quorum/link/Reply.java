package io.quorumlock.quorum.link;

/**
 * Takes the outcome of one operation, on the protocol's thread.
 */
@FunctionalInterface
public interface Reply {

	/**
	 * Called once with the outcome; called a second time, with the answer, if that comes
	 * after the first call said {@link Outcome.Unanswered}.
	 * @param outcome what became of the operation
	 */
	void on(Outcome outcome);

}
