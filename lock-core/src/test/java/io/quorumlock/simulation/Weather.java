package io.quorumlock.simulation;

/**
 * What happens to messages on one connection.
 */
public interface Weather {

	/** Every message arrives after half a millisecond. */
	Weather FAIR = new Weather() {

		@Override
		public long delayNanos() {
			return 500_000;
		}

		@Override
		public boolean loses(boolean request) {
			return false;
		}

	};

	/**
	 * Whether the next request arrives twice.
	 * @return {@code true} if so
	 */
	default boolean duplicates() {
		return false;
	}

	/**
	 * How long the next message takes.
	 * @return nanoseconds
	 */
	long delayNanos();

	/**
	 * Whether the next message is lost.
	 * @param request whether it goes to the node
	 * @return {@code true} if it never arrives
	 */
	boolean loses(boolean request);

}
