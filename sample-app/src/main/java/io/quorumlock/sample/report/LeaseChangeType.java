package io.quorumlock.sample.report;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What can happen to a lease.
 */
public enum LeaseChangeType {

	/** The nodes have granted it. */
	@JsonProperty("acquired")
	ACQUIRED,

	/** A former holder of the same process has handed it on. */
	@JsonProperty("handed-on")
	HANDED_ON,

	/** Its holder has given it back. */
	@JsonProperty("released")
	RELEASED,

	/** It has ended against its holder's will. */
	@JsonProperty("lost")
	LOST;

	/**
	 * Whether the lease is over then.
	 * @return {@code true} after a release or loss
	 */
	public boolean isEnd() {
		return this == RELEASED || this == LOST;
	}

}
