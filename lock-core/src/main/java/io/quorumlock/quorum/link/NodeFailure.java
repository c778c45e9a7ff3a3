package io.quorumlock.quorum.link;

/**
 * Tells the circuit breaker of a call that brought no answer. Carries no stack trace, as
 * nobody throws it.
 */
final class NodeFailure extends Exception {

	private static final long serialVersionUID = 1L;

	NodeFailure(String reason) {
		super(reason, null, false, false);
	}

}
