package io.quorumlock.quorum;

import java.util.LinkedHashMap;
import java.util.Map;

import io.quorumlock.LockName;
import io.quorumlock.time.Entropy;

/**
 * How long to stand back between two attempts at a lock: longer after each, shortened by
 * chance, and longer from the start where the lock was fought over lately. After the
 * multiplicative increase and linear decrease of Bharghavan, Demers, Shenker, Zhang,
 * "MACAW: A Media Access Protocol for Wireless LAN's" (SIGCOMM 1994). Used on the
 * protocol's thread only.
 */
final class Backoff {

	/** Of how many locks it is known that they are fought over. */
	private static final int LOCKS = 256;

	/**
	 * Higher levels spare the nodes questions, but leave the lock unused for longer.
	 */
	private static final int HIGHEST_LEVEL = 3;

	private final RetrySettings settings;

	private final Entropy entropy;

	/** By how many steps pauses start longer, of the locks that were wanted last. */
	private final Map<LockName, Integer> levels = new LinkedHashMap<>(16, 0.75F, true) {

		@Override
		protected boolean removeEldestEntry(Map.Entry<LockName, Integer> eldest) {
			return size() > LOCKS;
		}

	};

	/**
	 * A backoff that knows of no fight.
	 * @param settings how pauses grow
	 * @param entropy chance
	 */
	Backoff(RetrySettings settings, Entropy entropy) {
		this.settings = settings;
		this.entropy = entropy;
	}

	/**
	 * How long to stand back.
	 * @param lock what is wanted
	 * @param failed how many attempts have failed, at least 1
	 * @return nanoseconds
	 */
	long pauseNanos(LockName lock, int failed) {
		return pauseNanos(level(lock) + failed);
	}

	/**
	 * How long to stand back, whatever happened lately.
	 * @param step which pause in a row it is, from 1 on
	 * @return nanoseconds
	 */
	long pauseNanos(int step) {
		double chance = 1 - this.settings.jitter() * this.entropy.fraction();
		return (long) (this.settings.intervalNanos(step) * chance);
	}

	/**
	 * A lock was got.
	 * @param lock the lock
	 * @param failed how many attempts had failed before
	 */
	void succeeded(LockName lock, int failed) {
		int level = Math.min(level(lock) + failed - 1, HIGHEST_LEVEL);
		if (level > 0) {
			this.levels.put(lock, level);
		}
		else {
			this.levels.remove(lock);
		}
	}

	private int level(LockName lock) {
		return this.levels.getOrDefault(lock, 0);
	}

}
