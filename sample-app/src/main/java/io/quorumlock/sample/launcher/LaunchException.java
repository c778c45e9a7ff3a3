package io.quorumlock.sample.launcher;

/**
 * The sample cannot be started. Its message is for whoever typed the command.
 */
final class LaunchException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	LaunchException(String message) {
		super(message);
	}

	LaunchException(String message, Throwable cause) {
		super(message, cause);
	}

}
