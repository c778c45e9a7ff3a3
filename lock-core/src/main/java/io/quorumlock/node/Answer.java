package io.quorumlock.node;

/**
 * What a node answers to one operation.
 */
public sealed interface Answer {

	/** Done. */
	record Ok() implements Answer {
	}

	/** The session is no longer alive, and never will be again. */
	record Gone() implements Answer {
	}

	/** The lock is the lease's on this node. */
	record Granted() implements Answer {
	}

	/** Refused because the asking session is not alive. */
	record NoSession() implements Answer {
	}

	/**
	 * Another lease holds the lock on this node.
	 *
	 * @param remainingMillis how long the holder's session lasts unless renewed
	 * @param token the holder's token
	 * @param fence the highest token that the node has granted or reserved; a grant must
	 * be above, also that of a wish
	 * @param holder the public id of the holder's instance
	 */
	record Taken(long remainingMillis, long token, long fence, String holder) implements Answer {
	}

	/**
	 * Nobody holds the lock on this node.
	 *
	 * @param fence the highest token that the node has granted or reserved; a grant must
	 * be above
	 */
	record Free(long fence) implements Answer {
	}

	/**
	 * Refused because the token is not above the fence.
	 *
	 * @param fence the highest token that the node has granted or reserved
	 */
	record Stale(long fence) implements Answer {
	}

	/**
	 * Refused because the proposed token lies too far ahead of the node's clock.
	 *
	 * @param nodeMicros the node's clock, in microseconds since the epoch
	 */
	record Ahead(long nodeMicros) implements Answer {
	}

	/**
	 * The node may have forgotten grants and does not vote yet.
	 *
	 * @param birth identifies the birth since which it has not voted
	 */
	record SittingOut(long birth) implements Answer {
	}

	/**
	 * Whether the node votes.
	 *
	 * @param birth identifies the node's last birth, when it was found without the memory
	 * of an earlier life
	 * @param ageMicros how long ago that was, in microseconds of the node's clock
	 * @param voting whether it votes
	 * @param founding whether it was admitted as one of an all new set of nodes
	 */
	record Standing(long birth, long ageMicros, boolean voting, boolean founding) implements Answer {
	}

	/**
	 * The node could not run this one operation, and it had no effect. To be treated like
	 * an operation that was not answered.
	 *
	 * @param reason why, a short phrase without secrets
	 */
	record Failed(String reason) implements Answer {
	}

}
