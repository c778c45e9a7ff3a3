package io.quorumlock.quorum;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

import io.quorumlock.FencingToken;
import io.quorumlock.NodeVote;
import io.quorumlock.NodeVote.Vote;
import io.quorumlock.node.Answer;
import io.quorumlock.quorum.link.Outcome;
import io.quorumlock.quorum.vote.Verdict;
import io.quorumlock.quorum.vote.Votes;

/**
 * One question to all nodes: how they voted, and what else they said. Used on the
 * protocol's thread only.
 */
final class Round {

	/**
	 * No fence is higher that leaves room for tokens above it; a node that names one has
	 * no sense of time, and is not to be followed.
	 */
	private static final long HIGHEST_FENCE = FencingToken.MAX_VALUE - (1L << 32);

	private final EngineContext context;

	private final long token;

	private final Votes votes;

	private final Refusals refusals;

	private final String[] details;

	private long fence;

	/**
	 * A round in which nobody has voted yet.
	 * @param context the nodes
	 * @param token the token that was proposed
	 */
	Round(EngineContext context, long token) {
		int nodes = context.links().size();
		int quorum = context.settings().quorum();
		this.context = context;
		this.token = token;
		this.votes = new Votes(nodes, quorum);
		this.refusals = new Refusals(quorum);
		this.details = new String[nodes];
	}

	static boolean isCredible(long fence) {
		return fence <= HIGHEST_FENCE;
	}

	void granted(int node) {
		this.votes.cast(node, Vote.GRANTED);
	}

	/** A vote that counted is worth nothing. */
	void discount(int node) {
		this.votes.cast(node, Vote.REFUSED);
	}

	boolean isGranted(int node) {
		return this.votes.of(node) == Vote.GRANTED;
	}

	/**
	 * A node has said no.
	 */
	void refused(int node, Answer answer) {
		this.votes.cast(node, count(answer));
		this.details[node] = describe(node, answer);
	}

	void unanswered(int node, Outcome outcome) {
		if (outcome instanceof Outcome.NotSent notSent) {
			this.votes.cast(node, Vote.NOT_ASKED);
			this.details[node] = notSent.reason();
		}
		else if (outcome instanceof Outcome.Unanswered unanswered) {
			this.votes.cast(node, Vote.UNREACHABLE);
			this.details[node] = unanswered.reason();
		}
	}

	Verdict verdict() {
		return this.votes.verdict();
	}

	boolean includes(Vote vote) {
		return this.votes.includes(vote);
	}

	/**
	 * The nodes that granted, as a bit set.
	 */
	int grantors() {
		int nodes = 0;
		for (int node = 0; node < this.details.length; node++) {
			if (isGranted(node)) {
				nodes |= 1 << node;
			}
		}
		return nodes;
	}

	/**
	 * The highest fence that a node has named; the proposal must lie above it.
	 */
	long fence() {
		return this.fence;
	}

	Attempt.AttemptResult.Contended contended(long seen) {
		int free = this.votes.count(Vote.GRANTED) + this.votes.count(Vote.REFUSED) + this.votes.count(Vote.PENDING);
		return new Attempt.AttemptResult.Contended(this.refusals.remaining(free), this.refusals.holder(), seen);
	}

	List<NodeVote> nodeVotes() {
		List<NodeVote> result = new ArrayList<>();
		for (int node = 0; node < this.details.length; node++) {
			String detail = this.details[node];
			result.add(new NodeVote(this.context.links().get(node).name(), this.votes.of(node),
					(detail != null) ? detail : ""));
		}
		return result;
	}

	private Vote count(Answer answer) {
		if (answer instanceof Answer.Taken taken) {
			this.refusals.add(taken);
			see(taken.fence());
			return Vote.TAKEN;
		}
		if (answer instanceof Answer.Stale stale) {
			return see(stale.fence()) ? Vote.REFUSED : Vote.UNREACHABLE;
		}
		if (answer instanceof Answer.SittingOut) {
			return Vote.SITTING_OUT;
		}
		return (answer instanceof Answer.NoSession) ? Vote.REFUSED : Vote.UNREACHABLE;
	}

	private boolean see(long named) {
		if (!isCredible(named)) {
			return false;
		}
		this.fence = Math.max(this.fence, named);
		return true;
	}

	private String describe(int node, Answer answer) {
		if (answer instanceof Answer.Ahead ahead) {
			return "the clock here says " + time(this.token) + ", too far ahead of the node's clock, which says "
					+ time(ahead.nodeMicros()) + "; set the clocks";
		}
		if (answer instanceof Answer.SittingOut) {
			return this.context.guard().describe(node);
		}
		if (answer instanceof Answer.Stale stale && !isCredible(stale.fence())) {
			return "its fence " + stale.fence() + " leaves no token above it";
		}
		return (answer instanceof Answer.Taken taken) ? "held by " + taken.holder() : "";
	}

	private static Instant time(long micros) {
		return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
	}

}
