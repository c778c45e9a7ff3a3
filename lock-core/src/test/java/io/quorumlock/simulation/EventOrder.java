package io.quorumlock.simulation;

import io.quorumlock.election.LeaderChanged;
import io.quorumlock.election.LeadershipAtRisk;
import io.quorumlock.election.LeadershipEvent;
import io.quorumlock.election.LeadershipGranted;
import io.quorumlock.election.LeadershipRecovered;
import io.quorumlock.election.LeadershipRevoked;
import io.quorumlock.election.LeadershipRevoking;

/**
 * In which order one instance is told of one role.
 */
final class EventOrder {

	private long sequence;

	private long term;

	private long seenTerm;

	private boolean granted;

	private boolean revoking;

	private boolean atRisk;

	/** Whether the last term that was told of is not known to be over. */
	boolean isGranted() {
		return this.granted;
	}

	/** The last term that this instance was granted, as far as it was told. */
	long term() {
		return this.term;
	}

	/**
	 * Takes the next event.
	 * @throws Violation if it is not its turn
	 */
	void next(LeadershipEvent event) {
		require(event.sequence() > this.sequence, event);
		this.sequence = event.sequence();
		if (event instanceof LeaderChanged) {
			require(event.term() > this.seenTerm, event);
			this.seenTerm = event.term();
		}
		else if (event instanceof LeadershipGranted) {
			require(!this.granted && event.term() > this.term, event);
			this.term = event.term();
			this.granted = true;
		}
		else {
			require(this.granted && event.term() == this.term, event);
			within(event);
		}
	}

	private void within(LeadershipEvent event) {
		if (event instanceof LeadershipRevoked) {
			this.granted = false;
			this.revoking = false;
			this.atRisk = false;
		}
		else {
			require(!this.revoking, event);
			if (event instanceof LeadershipRevoking) {
				this.revoking = true;
			}
			else {
				require(this.atRisk == event instanceof LeadershipRecovered, event);
				this.atRisk = event instanceof LeadershipAtRisk;
			}
		}
	}

	private void require(boolean inTurn, LeadershipEvent event) {
		if (!inTurn) {
			throw new Violation("E", "Out of turn: " + event + " after number " + this.sequence + ", "
					+ (this.granted ? "within term " : "after term ") + this.term);
		}
	}

}
