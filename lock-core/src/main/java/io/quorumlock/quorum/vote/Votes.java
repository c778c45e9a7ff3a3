package io.quorumlock.quorum.vote;

import java.util.Arrays;

import io.quorumlock.NodeVote.Vote;

/**
 * Counts the votes of one round. The verdict is known at the quorum-th grant, or as soon
 * as a quorum has become impossible.
 */
public final class Votes {

	private final int quorum;

	private final Vote[] votes;

	/**
	 * A round in which nobody has voted yet.
	 * @param nodes how many nodes there are
	 * @param quorum how many grants win
	 */
	public Votes(int nodes, int quorum) {
		this.quorum = quorum;
		this.votes = new Vote[nodes];
		Arrays.fill(this.votes, Vote.PENDING);
	}

	/**
	 * Counts a vote; a later vote of the same node replaces the earlier one.
	 * @param node the index of the node
	 * @param vote its vote
	 */
	public void cast(int node, Vote vote) {
		this.votes[node] = vote;
	}

	/**
	 * The vote of a node.
	 * @param node the index of the node
	 * @return its vote
	 */
	public Vote of(int node) {
		return this.votes[node];
	}

	/**
	 * Whether any node cast a vote.
	 * @param vote the vote
	 * @return {@code true} if at least one did
	 */
	public boolean includes(Vote vote) {
		return count(vote) > 0;
	}

	/**
	 * What the votes amount to by now.
	 * @return the verdict
	 */
	public Verdict verdict() {
		int granted = count(Vote.GRANTED);
		int pending = count(Vote.PENDING);
		int refused = count(Vote.REFUSED);
		int spare = this.votes.length - this.quorum;
		if (granted >= this.quorum) {
			return Verdict.WON;
		}
		if (granted + pending >= this.quorum) {
			return Verdict.OPEN;
		}
		if (count(Vote.UNREACHABLE) + count(Vote.NOT_ASKED) + count(Vote.SITTING_OUT) > spare) {
			return Verdict.UNAVAILABLE;
		}
		return (refused > 0 && granted + pending + refused >= this.quorum) ? Verdict.REPEAT : Verdict.CONTENDED;
	}

	/**
	 * How many nodes cast a vote.
	 * @param vote the vote
	 * @return their number
	 */
	public int count(Vote vote) {
		int count = 0;
		for (Vote each : this.votes) {
			if (each == vote) {
				count++;
			}
		}
		return count;
	}

}
