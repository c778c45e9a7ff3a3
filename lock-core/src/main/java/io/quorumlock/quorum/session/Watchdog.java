package io.quorumlock.quorum.session;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.quorumlock.time.Ticker;
import io.quorumlock.time.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes what has to be renewed, on the one thread of the protocol. Nothing that a renewal
 * throws ends it: the next wake-up is set before the renewal runs.
 */
public final class Watchdog {

	private static final Logger logger = LoggerFactory.getLogger(Watchdog.class);

	/** Later than a busy machine is now and then. */
	private static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

	private final Timers timers;

	private final Ticker ticker;

	private final Consumer<Duration> late;

	private final Map<Watched, Timers.Timer> entries = new HashMap<>();

	/**
	 * A watchdog with nothing to watch.
	 * @param timers the protocol's thread
	 * @param ticker the clocks
	 * @param late told when it was woken much later than it should have been
	 */
	public Watchdog(Timers timers, Ticker ticker, Consumer<Duration> late) {
		this.timers = timers;
		this.ticker = ticker;
		this.late = late;
	}

	/**
	 * How many sessions are watched.
	 * @return the number of entries
	 */
	public int size() {
		return this.entries.size();
	}

	void wakeAfter(long delayNanos, Watched watched) {
		long due = this.ticker.nanos() + delayNanos;
		Timers.Timer before = this.entries.put(watched, this.timers.schedule(delayNanos, () -> wake(watched, due)));
		if (before != null) {
			before.cancel();
		}
	}

	void forget(Watched watched) {
		Timers.Timer timer = this.entries.remove(watched);
		if (timer != null) {
			timer.cancel();
		}
	}

	private void wake(Watched watched, long due) {
		long late = this.ticker.nanos() - due;
		if (late >= LATE_NANOS) {
			this.late.accept(Duration.ofNanos(late));
		}
		wakeAfter(watched.intervalNanos(), watched);
		try {
			watched.wake();
		}
		catch (RuntimeException ex) {
			logger.error("A renewal failed unexpectedly; it is tried again at the next interval", ex);
		}
	}

	/**
	 * What the watchdog wakes again and again until it is forgotten.
	 */
	interface Watched {

		/**
		 * How long until the next wake-up, unless another delay is asked for.
		 * @return nanoseconds
		 */
		long intervalNanos();

		/** Called when it is time. */
		void wake();

	}

}
