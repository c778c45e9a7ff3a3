package io.quorumlock.quorum.session;

import java.util.HashMap;
import java.util.Map;

import io.quorumlock.time.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes what has to be renewed, on the one thread of the protocol. Nothing that a renewal
 * throws ends it: the next wake-up is set before the renewal runs.
 */
public final class Watchdog {

	private static final Logger logger = LoggerFactory.getLogger(Watchdog.class);

	private final Timers timers;

	private final Map<Watched, Timers.Timer> entries = new HashMap<>();

	/**
	 * A watchdog with nothing to watch.
	 * @param timers the protocol's thread
	 */
	public Watchdog(Timers timers) {
		this.timers = timers;
	}

	/**
	 * How many sessions are watched.
	 * @return the number of entries
	 */
	public int size() {
		return this.entries.size();
	}

	void wakeAfter(long delayNanos, Watched watched) {
		Timers.Timer before = this.entries.put(watched, this.timers.schedule(delayNanos, () -> wake(watched)));
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

	private void wake(Watched watched) {
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
