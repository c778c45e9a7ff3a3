package io.quorumlock.quorum.vote;

import io.quorumlock.time.Ticker;

/**
 * Proposes fencing tokens: the own clock in microseconds, or what lies just above the
 * tokens already used. The clock only makes the first proposal likely to be high enough;
 * that tokens rise is the nodes' doing.
 */
public final class TokenClock {

	/**
	 * How far a block may reach ahead of the own clock, in µs: little against the skew
	 * that nodes put up with, however often a block is left unused.
	 */
	private static final long HORIZON_MICROS = 1_000_000;

	private final Ticker ticker;

	private long last;

	/**
	 * A new clock.
	 * @param ticker the clocks of this process
	 */
	public TokenClock(Ticker ticker) {
		this.ticker = ticker;
	}

	/**
	 * Proposes a token.
	 * @param seen the highest token seen for the name, zero if none
	 * @return a token above {@code seen}
	 */
	public long propose(long seen) {
		long own = Math.max(this.ticker.wallMicros(), this.last + 1);
		if (own <= seen) {
			// Only for that name: one fence that ran ahead must not drag the tokens of
			// all other names ahead of the nodes' clocks.
			return seen + 1;
		}
		this.last = own;
		return own;
	}

	/**
	 * How many tokens to reserve.
	 * @param token the first one
	 * @param wanted how many would be of use
	 * @return at least one, and none that lies far ahead of the own clock
	 */
	public int block(long token, int wanted) {
		long room = this.ticker.wallMicros() + HORIZON_MICROS - token;
		return (int) Math.max(1, Math.min(wanted, room));
	}

}
