package io.quorumlock.election;

/**
 * Why an instance no longer leads.
 */
public enum RevokeCause {

	/** Somebody asked for it, or a listener failed to take the role over. */
	STEP_DOWN,
	/** The instance is being stopped. */
	SHUTDOWN,
	/** It has led for as long as it may. */
	TENURE,
	/** A candidate of higher priority takes over. */
	PREEMPTED,
	/** Too few nodes confirmed the lease in time. */
	QUORUM_LOST,
	/** The lease ran out before this instance could renew it, as after a pause. */
	EXPIRED,
	/** The instance does not feel well. */
	UNHEALTHY;

	/**
	 * Whether the role was given up, not lost.
	 * @return {@code true} if work under way could be waited for
	 */
	public boolean isPlanned() {
		return this != QUORUM_LOST && this != EXPIRED;
	}

}
