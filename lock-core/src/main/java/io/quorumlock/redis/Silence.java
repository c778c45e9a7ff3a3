package io.quorumlock.redis;

import java.time.Duration;

import io.quorumlock.time.Timers;
import org.jspecify.annotations.Nullable;

/**
 * Notices a connection that owes answers and brings none: one whose other end vanished
 * without a word would otherwise stay open for as long as TCP keeps trying. Used on the
 * protocol's thread only.
 */
final class Silence {

	private final Timers timers;

	private final long limitNanos;

	private final Runnable tooLong;

	private Timers.@Nullable Timer timer;

	private int owed;

	private boolean heard;

	Silence(Timers timers, Duration limit, Runnable tooLong) {
		this.timers = timers;
		this.limitNanos = limit.toNanos();
		this.tooLong = tooLong;
	}

	void sent() {
		this.owed++;
		if (this.timer == null) {
			watch();
		}
	}

	void answered() {
		this.owed--;
		this.heard = true;
	}

	void stop() {
		this.owed = 0;
		if (this.timer != null) {
			this.timer.cancel();
			this.timer = null;
		}
	}

	// One timer at a time that looks back, instead of one for each batch
	private void watch() {
		this.heard = false;
		this.timer = this.timers.schedule(this.limitNanos, this::check);
	}

	private void check() {
		this.timer = null;
		if (this.owed == 0) {
			return;
		}
		if (this.heard) {
			watch();
		}
		else {
			this.tooLong.run();
		}
	}

}
