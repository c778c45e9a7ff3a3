package io.quorumlock.chaos;

import io.quorumlock.chaos.FaultKind.Target;

/**
 * A fault that is going to happen.
 *
 * @param kind what
 * @param target to which node or client
 * @param at when, in milliseconds from the start
 * @param duration for how long, in milliseconds
 */
record PlannedFault(FaultKind kind, int target, long at, long duration) {

	boolean isForNodes() {
		return this.kind.target() == Target.NODE || this.kind.target() == Target.ALL_NODES;
	}

	@Override
	public String toString() {
		return this.at + " ms: " + this.kind + " of " + this.target
				+ (this.kind.isInstant() ? "" : " for " + this.duration + " ms");
	}

}
