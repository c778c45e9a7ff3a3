package io.quorumlock.time;

import java.util.concurrent.TimeUnit;

enum SystemTicker implements Ticker {

	INSTANCE;

	@Override
	public long nanos() {
		return System.nanoTime();
	}

	@Override
	public long wallMicros() {
		return TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis());
	}

}
