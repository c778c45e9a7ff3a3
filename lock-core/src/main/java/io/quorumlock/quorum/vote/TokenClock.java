package io.quorumlock.quorum.vote;

import io.quorumlock.time.Ticker;

/**
 * Proposes fencing tokens: the own clock in microseconds, or what lies just above the
 * tokens already used. The clock only makes the first proposal likely to be high enough;
 * that tokens rise is the nodes' doing.
 */
public final class TokenClock {

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
	 * @param block how many tokens from the proposed one on are to be reserved
	 * @return a token above {@code seen}
	 */
	public long propose(long seen, int block) {
		long own = Math.max(this.ticker.wallMicros(), this.last + 1);
		if (own <= seen) {
			// Only for that name: one fence that ran ahead must not drag the tokens of
			// all other names ahead of the nodes' clocks.
			return seen + 1;
		}
		this.last = own + block - 1;
		return own;
	}

}
