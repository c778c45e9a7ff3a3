package io.quorumlock.quorum;

import java.time.Duration;
import java.util.List;

import io.quorumlock.Lease;
import io.quorumlock.NodeVote;
import org.jspecify.annotations.Nullable;

/**
 * How an acquisition ended.
 */
public sealed interface AcquireResult {

	/**
	 * The lock is held.
	 *
	 * @param lease the lease
	 */
	record Acquired(Lease lease) implements AcquireResult {
	}

	/**
	 * Somebody else holds the lock.
	 *
	 * @param elapsed how long the caller waited
	 * @param remaining how long until a quorum of nodes could grant it if the holder does
	 * not renew; zero if not known
	 * @param holder the holder that a quorum of nodes names, {@code null} if they do not
	 * agree on one
	 */
	record Contended(Duration elapsed, Duration remaining, @Nullable Holder holder) implements AcquireResult {
	}

	/**
	 * Too few nodes could vote.
	 *
	 * @param elapsed how long the caller waited
	 * @param votes the vote of each node in the last round
	 */
	record Unavailable(Duration elapsed, List<NodeVote> votes) implements AcquireResult {
	}

	/** The engine was closed. */
	record Closed() implements AcquireResult {
	}

	/**
	 * Who holds a lock.
	 *
	 * @param instanceId the public id of the instance
	 * @param token the token of its lease
	 */
	record Holder(String instanceId, long token) {
	}

}
