package io.quorumlock.redis;

import java.util.concurrent.TimeUnit;

import io.github.resilience4j.core.IntervalFunction;
import io.quorumlock.time.Timers;
import org.jspecify.annotations.Nullable;

/**
 * Says when to connect again: after pauses that grow while it fails. Used on the
 * protocol's thread only.
 */
final class Reconnect {

	private final Timers timers;

	private final IntervalFunction intervals;

	private final Runnable attempt;

	private Timers.@Nullable Timer timer;

	private int failures;

	private boolean stopped;

	Reconnect(Timers timers, IntervalFunction intervals, Runnable attempt) {
		this.timers = timers;
		this.intervals = intervals;
		this.attempt = attempt;
	}

	static IntervalFunction intervals(RedisNodeSettings settings) {
		// Randomized, or all clients would come back to a node in the same instant
		return IntervalFunction.ofExponentialRandomBackoff(settings.reconnectInitial(), 2, 0.5,
				settings.reconnectMax());
	}

	void now() {
		if (!this.stopped) {
			this.attempt.run();
		}
	}

	void later() {
		if (this.stopped || this.timer != null) {
			return;
		}
		this.failures++;
		long millis = this.intervals.apply(this.failures);
		this.timer = this.timers.schedule(TimeUnit.MILLISECONDS.toNanos(millis), () -> {
			this.timer = null;
			now();
		});
	}

	void succeeded() {
		this.failures = 0;
	}

	void stop() {
		this.stopped = true;
		if (this.timer != null) {
			this.timer.cancel();
			this.timer = null;
		}
	}

}
