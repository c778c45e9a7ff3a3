package io.quorumlock.quorum.session;

import java.time.Duration;

import io.quorumlock.time.Ticker;

/**
 * Whether the sessions of one lease time are still needed: while something uses them, and
 * for one lease time after.
 */
final class Tenancy {

	private final Ticker ticker;

	private final long leaseNanos;

	private int users;

	private long lastUsed;

	Tenancy(Ticker ticker, Duration leaseTime) {
		this.ticker = ticker;
		this.leaseNanos = leaseTime.toNanos();
		this.lastUsed = ticker.nanos();
	}

	void enter() {
		this.users++;
	}

	void leave() {
		this.users--;
		this.lastUsed = this.ticker.nanos();
	}

	boolean isInUse() {
		return this.users > 0;
	}

	boolean isOver() {
		return this.users == 0 && this.ticker.nanos() - this.lastUsed >= this.leaseNanos;
	}

}
