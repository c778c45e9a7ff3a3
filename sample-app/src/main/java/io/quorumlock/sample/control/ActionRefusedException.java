package io.quorumlock.sample.control;

/**
 * Something cannot be done now. The message is for whoever pressed the button.
 */
public class ActionRefusedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates the exception.
	 * @param message why
	 */
	public ActionRefusedException(String message) {
		super(message);
	}

}
