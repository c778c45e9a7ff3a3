package io.quorumlock.election;

/**
 * Why an instance does not campaign for a role.
 */
public enum PauseReason {

	/** Somebody asked for it. */
	OPERATOR,
	/** The instance does not feel well. */
	UNHEALTHY

}
