package io.quorumlock.benchmark.workload;

/**
 * Two held the same lock. The figures are worth nothing.
 */
final class BrokenExclusionException extends IllegalStateException {

	BrokenExclusionException(Contestant contestant, long meetings, long lostUpdates) {
		super("Mutual exclusion is broken: with " + contestant.label() + " " + meetings
				+ " entered a section that was not empty, and " + lostUpdates + " updates were lost in it");
	}

}
