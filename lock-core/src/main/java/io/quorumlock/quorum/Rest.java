package io.quorumlock.quorum;

import org.jspecify.annotations.Nullable;

/**
 * A lease between two turns: the last holder has given it back, but not to the nodes yet,
 * as somebody here may want it again soon. Guarded by the monitor of the queue.
 */
final class Rest {

	private final LeaseEngine engine;

	private final Runnable due;

	private @Nullable Turn last;

	private long until;

	private boolean watched;

	/**
	 * Nothing rests.
	 * @param engine has the clocks
	 * @param due run when a rest may be over
	 */
	Rest(LeaseEngine engine, Runnable due) {
		this.engine = engine;
		this.due = due;
	}

	/**
	 * Lets a lease rest.
	 * @param ended its last turn
	 * @param nanos for how long
	 */
	void begin(Turn ended, long nanos) {
		this.last = ended;
		this.until = this.engine.ticker().nanos() + nanos;
		watch();
	}

	/**
	 * Whether it is this lease that rests.
	 */
	boolean isOf(HeldLease lease) {
		return this.last != null && this.last.lease() == lease;
	}

	/**
	 * Takes the lease.
	 * @return its last turn, {@code null} if none rests
	 */
	@Nullable Turn end() {
		Turn ended = this.last;
		this.last = null;
		return ended;
	}

	/**
	 * Takes the lease, if its time is over.
	 */
	@Nullable Turn endIfOver() {
		this.watched = false;
		if (this.last != null && this.until - this.engine.ticker().nanos() > 0) {
			watch();
			return null;
		}
		return end();
	}

	/** One timer at a time serves all rests, however short and many they are. */
	private void watch() {
		if (!this.watched) {
			this.watched = true;
			this.engine.timers().schedule(this.until - this.engine.ticker().nanos(), this.due);
		}
	}

}
