package io.quorumlock.quorum;

import io.quorumlock.LossCause;

/**
 * What the state of a lease would be if all that happens to it happened at one instant
 * each.
 */
public final class LeaseStateModel {

	private static final String HELD = "held";

	private static final String RELEASED = "released";

	private String status = HELD;

	private int callbacks;

	/**
	 * What a holder sees.
	 * @return what has become of the lease
	 */
	public String status() {
		return this.status;
	}

	/**
	 * A callback is registered.
	 * @return whether it is kept for later
	 */
	public boolean onLost() {
		if (HELD.equals(this.status)) {
			this.callbacks++;
			return true;
		}
		return RELEASED.equals(this.status);
	}

	/**
	 * The holder gives it back.
	 * @return whether that ended it
	 */
	public boolean release() {
		return end(RELEASED) >= 0;
	}

	/**
	 * Its deadline has passed.
	 * @return how many callbacks are told, -1 if it had ended before
	 */
	public int expire() {
		return end(LossCause.NOT_RENEWED.name());
	}

	/**
	 * The nodes have forgotten it.
	 * @return how many callbacks are told, -1 if it had ended before
	 */
	public int forget() {
		return end(LossCause.FORGOTTEN.name());
	}

	/**
	 * Its longest hold is over.
	 * @return how many callbacks are told, -1 if it had ended before
	 */
	public int giveUp() {
		return end(LossCause.HELD_TOO_LONG.name());
	}

	private int end(String how) {
		if (!HELD.equals(this.status)) {
			return -1;
		}
		this.status = how;
		return this.callbacks;
	}

}
