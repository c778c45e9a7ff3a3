package io.quorumlock.spring.leader;

/**
 * Is told of each call that was skipped as this instance does not lead.
 */
@FunctionalInterface
public interface SkipListener {

	/** Does nothing. */
	SkipListener NONE = (role) -> {
	};

	/**
	 * A call was skipped. Called by the thread that called the method.
	 * @param role the role that this instance does not lead
	 */
	void skipped(String role);

}
