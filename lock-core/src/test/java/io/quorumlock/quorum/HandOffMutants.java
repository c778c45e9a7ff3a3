package io.quorumlock.quorum;

/**
 * Rules by which a lease is handed on when it should not be, or wrongly.
 */
final class HandOffMutants {

	static final HandOffRules ANY_REMAINDER = new HandOffRules() {

		@Override
		boolean isLongEnough(HeldLease lease) {
			return true;
		}

	};

	static final HandOffRules SAME_TOKEN = new HandOffRules() {

		@Override
		long nextToken(Turn turn) {
			return turn.token();
		}

	};

	/** Who gave up keeps its place, and gets what it no longer takes. */
	static final HandOffRules TO_WHOM_HAS_LEFT = new HandOffRules() {

		@Override
		boolean hasLeft(Ticket ticket) {
			return false;
		}

		@Override
		boolean take(Ticket ticket) {
			ticket.take();
			return true;
		}

	};

	static final HandOffRules WITHOUT_BUDGET = new HandOffRules() {

		@Override
		boolean isWithinBudget(int handOffs, long nanos) {
			return true;
		}

	};

	private HandOffMutants() {
	}

}
