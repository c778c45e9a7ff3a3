package io.quorumlock.quorum.link;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

import io.quorumlock.time.Ticker;

/**
 * Lets a circuit breaker count on the monotonic clock, so that no step of the wall clock
 * keeps it open, and so that it runs on virtual time in tests.
 */
final class BreakerClock extends Clock {

	private final Ticker ticker;

	BreakerClock(Ticker ticker) {
		this.ticker = ticker;
	}

	@Override
	public ZoneId getZone() {
		return ZoneOffset.UTC;
	}

	@Override
	public Clock withZone(ZoneId zone) {
		return this;
	}

	@Override
	public Instant instant() {
		long nanos = this.ticker.nanos();
		return Instant.ofEpochSecond(Math.floorDiv(nanos, TimeUnit.SECONDS.toNanos(1)),
				Math.floorMod(nanos, TimeUnit.SECONDS.toNanos(1)));
	}

}
