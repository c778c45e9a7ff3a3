package io.quorumlock.redis;

/**
 * A server that cannot be a voting node, and what to do about it.
 */
final class UnfitServerException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	UnfitServerException(String message) {
		super(message);
	}

}
