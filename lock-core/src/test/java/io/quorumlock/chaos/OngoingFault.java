package io.quorumlock.chaos;

/**
 * A fault that has begun and that somebody has to end.
 */
interface OngoingFault {

	/**
	 * Whether it has done already what it is for.
	 */
	default boolean mayEnd() {
		return true;
	}

	void end();

}
