package io.quorumlock.simulation;

import io.quorumlock.Lease;
import io.quorumlock.quorum.EngineAccess;

/**
 * A piece of a leader's work that has not ended yet.
 */
final class LeaderWork {

	private final Lease permit;

	private final Lease lease;

	private boolean cancelled;

	/**
	 * Work that begins.
	 * @param permit what was given for it
	 * @param lease the lease of the term
	 */
	LeaderWork(Lease permit, Lease lease) {
		this.permit = permit;
		this.lease = lease;
		permit.onLost(() -> this.cancelled = true);
	}

	Lease permit() {
		return this.permit;
	}

	long term() {
		return this.permit.fencingToken().value();
	}

	/** Whether its term was given back without waiting for it or telling it to end. */
	boolean isOverlooked() {
		return !this.cancelled && EngineAccess.wasReleased(this.lease);
	}

}
