package io.quorumlock;

import java.io.Serializable;

/**
 * What one node said in a round.
 *
 * @param node the configured name of the node, without credentials
 * @param vote its vote
 * @param detail a few words more, possibly empty
 */
public record NodeVote(String node, Vote vote, String detail) implements Serializable {

	/**
	 * The kinds of votes.
	 */
	public enum Vote {

		/** The node granted. */
		GRANTED,
		/** The node knows another holder. */
		TAKEN,
		/** The node asks for a higher token, or for a new session first. */
		REFUSED,
		/**
		 * The node was not asked: it is not connected, or has failed and is being spared.
		 */
		NOT_ASKED,
		/** The node was restarted and does not vote yet. */
		SITTING_OUT,
		/** The node did not answer in time, or could not be reached. */
		UNREACHABLE,
		/** The round was decided before the node answered. */
		PENDING

	}

	@Override
	public String toString() {
		return this.node + "=" + this.vote + (this.detail.isEmpty() ? "" : " (" + this.detail + ")");
	}

}
