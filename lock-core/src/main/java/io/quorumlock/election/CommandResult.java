package io.quorumlock.election;

/**
 * What became of a {@link LeadershipCommand}.
 */
public enum CommandResult {

	/** This instance does it. */
	DONE,
	/** It was sent to the leader, which is another instance. */
	FORWARDED,
	/** Refused: another term than the expected one is led. */
	WRONG_TERM,
	/** Refused: nobody is known to lead. */
	NO_LEADER,
	/** Refused: the instance that is to lead is not known to campaign. */
	UNKNOWN_CANDIDATE,
	/** Refused: this instance does not campaign for the role, or no longer. */
	NOT_CAMPAIGNING

}
