package io.quorumlock.quorum.vote;

import io.quorumlock.time.Ticker;

/**
 * An instant on both clocks of this process.
 *
 * @param nanos on the monotonic clock
 * @param wallMicros on the wall clock
 */
public record Moment(long nanos, long wallMicros) {

	/**
	 * The present.
	 * @param ticker the clocks
	 * @return now
	 */
	public static Moment now(Ticker ticker) {
		return new Moment(ticker.nanos(), ticker.wallMicros());
	}

	/**
	 * A later moment.
	 * @param delayNanos how much later, in nanoseconds
	 * @return the later moment
	 */
	public Moment plus(long delayNanos) {
		return new Moment(this.nanos + delayNanos, this.wallMicros + delayNanos / 1000);
	}

	/**
	 * Whether this moment is still to come on both clocks. So whichever clock ran faster
	 * decides, as after a machine slept or its wall clock was set forward.
	 * @param ticker the clocks
	 * @return {@code true} if neither clock has reached it
	 */
	public boolean isAhead(Ticker ticker) {
		return remainingNanos(ticker) > 0;
	}

	/**
	 * How long until the first of the two clocks reaches this moment.
	 * @param ticker the clocks
	 * @return nanoseconds, not positive if one of them has
	 */
	public long remainingNanos(Ticker ticker) {
		return Math.min(this.nanos - ticker.nanos(), (this.wallMicros - ticker.wallMicros()) * 1000);
	}

}
