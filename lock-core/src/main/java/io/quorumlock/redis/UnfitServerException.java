package io.quorumlock.redis;

/**
 * A server that cannot be a voting node, and what to do about it.
 */
final class UnfitServerException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final NodeProblem.Kind kind;

	UnfitServerException(NodeProblem.Kind kind, String message) {
		super(message);
		this.kind = kind;
	}

	NodeProblem problem() {
		return new NodeProblem(this.kind, String.valueOf(getMessage()));
	}

}
