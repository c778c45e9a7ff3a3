package io.quorumlock.election;

/**
 * What to do if a listener fails to deal with a {@link LeadershipGranted}.
 */
public enum OnGrantedFailure {

	/** Log it, and lead. */
	LOG,
	/** Give the role up, for another instance to try. */
	STEP_DOWN

}
