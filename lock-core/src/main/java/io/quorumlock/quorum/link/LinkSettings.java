package io.quorumlock.quorum.link;

import java.time.Duration;

/**
 * How a link treats its node.
 *
 * @param timeout how long to wait for an answer
 * @param maxBatch how many operations go out in one batch at most
 * @param breakerCalls over how many calls the breaker counts failures; it opens when half
 * of them failed
 * @param breakerWait how long an open breaker spares the node before one call tries again
 */
public record LinkSettings(Duration timeout, int maxBatch, int breakerCalls, Duration breakerWait) {

	/**
	 * The usual settings with a given timeout.
	 * @param timeout how long to wait for an answer
	 * @return the settings
	 */
	public static LinkSettings withTimeout(Duration timeout) {
		return new LinkSettings(timeout, 256, 6, timeout.multipliedBy(10));
	}

}
