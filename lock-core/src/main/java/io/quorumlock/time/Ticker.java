package io.quorumlock.time;

/**
 * The two clocks of this process. Both are needed: the monotonic one does not step but
 * may stand still while the machine sleeps, the wall clock runs on but may be set.
 */
public interface Ticker {

	/**
	 * The monotonic clock.
	 * @return nanoseconds since an arbitrary origin
	 */
	long nanos();

	/**
	 * The wall clock.
	 * @return microseconds since the epoch
	 */
	long wallMicros();

	/**
	 * The clocks of this machine.
	 * @return a ticker
	 */
	static Ticker system() {
		return SystemTicker.INSTANCE;
	}

}
