package io.quorumlock.election;

import java.util.EnumSet;
import java.util.Set;

/**
 * Why an instance does not campaign now: each reason is resumed from for itself. Changed
 * on the protocol's thread, read by any.
 */
final class Pauses {

	private volatile Set<PauseReason> reasons = Set.of();

	Set<PauseReason> reasons() {
		return this.reasons;
	}

	boolean isEmpty() {
		return this.reasons.isEmpty();
	}

	void add(PauseReason reason) {
		Set<PauseReason> more = EnumSet.of(reason);
		more.addAll(this.reasons);
		this.reasons = Set.copyOf(more);
	}

	void remove(PauseReason reason) {
		Set<PauseReason> fewer = EnumSet.complementOf(EnumSet.of(reason));
		fewer.retainAll(this.reasons);
		this.reasons = Set.copyOf(fewer);
	}

}
