package io.quorumlock.quorum.link;

import java.time.Duration;

/**
 * How a link treats its node.
 *
 * @param minTimeout how long to wait for an answer of a node that is known to be fast
 * @param timeout how long to wait for an answer at most
 * @param maxBatch how many operations go out in one batch at most
 * @param breakerCalls over how many calls the breaker counts failures; it opens when half
 * of them failed
 * @param breakerWait how long an open breaker spares the node before one call tries again
 */
public record LinkSettings(Duration minTimeout, Duration timeout, int maxBatch, int breakerCalls,
		Duration breakerWait) {

	/**
	 * The usual settings with one timeout, however fast the node is.
	 * @param timeout how long to wait for an answer
	 * @return the settings
	 */
	public static LinkSettings withTimeout(Duration timeout) {
		return withTimeouts(timeout, timeout);
	}

	/**
	 * The usual settings with a timeout that is calibrated from the node's latency.
	 * @param min the shortest timeout
	 * @param max the longest timeout
	 * @return the settings
	 */
	public static LinkSettings withTimeouts(Duration min, Duration max) {
		return new LinkSettings(min, max, 256, 6, max.multipliedBy(10));
	}

}
