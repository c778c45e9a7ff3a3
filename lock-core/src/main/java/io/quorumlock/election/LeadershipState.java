package io.quorumlock.election;

/**
 * Where an instance stands in its campaign for a role.
 */
public enum LeadershipState {

	/** Does not lead, and waits for its chance. */
	STANDBY,
	/** Asks the nodes for the role. */
	ACQUIRING,
	/** Holds the role's lease, and waits for its listeners before the gate opens. */
	WARMING,
	/** Leads. */
	LEADING,
	/** Leads, but the lease was not renewed when it should have been. */
	AT_RISK,
	/** The gate is closed; holds the lease until the work under way is done. */
	DRAINING,
	/** Gives the lease back. */
	RELEASING,
	/** Stands back after giving the role up. */
	COOLDOWN,
	/** Has lost the lease, and tells its listeners. */
	LOST;

	/**
	 * Whether the gate may be open in this state.
	 * @return {@code true} if this instance leads
	 */
	public boolean isLeading() {
		return this == LEADING || this == AT_RISK;
	}

}
