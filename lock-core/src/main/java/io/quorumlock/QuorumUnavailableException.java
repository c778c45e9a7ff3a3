package io.quorumlock;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Too few nodes answered to decide. Nothing is known about who holds the lock, and
 * nothing is held by the caller.
 */
public final class QuorumUnavailableException extends LockException {

	private static final long serialVersionUID = 1L;

	private final int quorum;

	private final List<NodeVote> votes;

	/**
	 * A new exception.
	 * @param lock what was to be locked
	 * @param elapsed how long the caller waited
	 * @param quorum how many votes were needed
	 * @param votes the vote of each node in the last round
	 */
	public QuorumUnavailableException(LockName lock, Duration elapsed, int quorum, List<NodeVote> votes) {
		super("Lock '" + lock + "' could not be decided within " + elapsed.toMillis() + " ms: needs " + quorum + " of "
				+ votes.size() + " nodes, their votes were "
				+ votes.stream().map(NodeVote::toString).collect(Collectors.joining(", ", "[", "]"))
				+ ". Check these nodes; nothing is held", lock, elapsed);
		this.quorum = quorum;
		this.votes = List.copyOf(votes);
	}

	/**
	 * How many votes were needed.
	 * @return the quorum
	 */
	public int getQuorum() {
		return this.quorum;
	}

	/**
	 * The vote of each node in the last round.
	 * @return one entry per node
	 */
	public List<NodeVote> getVotes() {
		return this.votes;
	}

}
