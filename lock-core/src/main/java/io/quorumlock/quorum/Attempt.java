package io.quorumlock.quorum;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.quorumlock.FencingToken;
import io.quorumlock.LockName;
import io.quorumlock.NodeVote;
import io.quorumlock.NodeVote.Vote;
import io.quorumlock.node.Answer;
import io.quorumlock.node.Operation;
import io.quorumlock.quorum.link.Outcome;
import io.quorumlock.quorum.session.Session;
import io.quorumlock.quorum.vote.Verdict;
import io.quorumlock.quorum.vote.Votes;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a lock: asks all nodes at once, again with a higher token or a new
 * session where that alone was missing, and gives back what it was granted if it fails.
 * After Salvatore Sanfilippo, "Distributed Locks with Redis" (Redlock), with proposed
 * tokens as in the ballots of Lamport, "Paxos Made Simple" (2001). Used on the protocol's
 * thread only.
 */
final class Attempt {

	private static final int MAX_ROUNDS = 4;

	/**
	 * No fence is higher that leaves room for tokens above it; a node that names one has
	 * no sense of time, and is not to be followed.
	 */
	private static final long HIGHEST_FENCE = FencingToken.MAX_VALUE - (1L << 32);

	private final EngineContext context;

	private final LeaseGroup group;

	private final LockName lock;

	private final Grant grant;

	private final Consumer<AttemptResult> done;

	private Votes votes;

	private Refusals refusals;

	private String[] details;

	private int round;

	private long seen;

	private boolean decided;

	private boolean settled;

	private @Nullable HeldLease lease;

	Attempt(EngineContext context, LeaseGroup group, LockName lock, Grant grant, long seen,
			Consumer<AttemptResult> done) {
		this.context = context;
		this.group = group;
		this.lock = lock;
		this.grant = grant;
		this.seen = seen;
		this.done = done;
		this.votes = new Votes(0, 1);
		this.refusals = new Refusals(1);
		this.details = new String[0];
	}

	void start() {
		this.group.attempt(this.grant);
		ask();
	}

	private void ask() {
		int nodes = this.context.links().size();
		int quorum = this.context.settings().quorum();
		this.round++;
		this.votes = new Votes(nodes, quorum);
		this.refusals = new Refusals(quorum);
		this.details = new String[nodes];
		int block = this.context.parts().block();
		this.grant.propose(this.context.tokens().propose(this.seen, block), block);
		// Where this round succeeds, the next must exceed it, or the two bar each other.
		this.seen = Math.max(this.seen, this.grant.fence());
		for (int node = 0; node < nodes; node++) {
			ask(node, this.round);
		}
	}

	private void ask(int node, int asked) {
		Session session = this.group.sessions().use(node);
		this.grant.asked(node, session);
		Ballot ballot = new Ballot(this.grant.names().size(), (outcome, holdsNothing) -> {
			if (holdsNothing) {
				this.grant.refused(node, session);
			}
			if (outcome instanceof Outcome.Answered answered) {
				answered(node, asked, session, answered.answer());
			}
			else {
				unanswered(node, asked, outcome);
			}
		});
		this.grant.ask(this.context.links().get(node), ballot, (name) -> new Operation.Acquire(session.id(),
				this.grant.number(), name, this.grant.token(), this.context.parts().block(), false));
	}

	private void answered(int node, int asked, Session session, Answer answer) {
		if (answer instanceof Answer.Granted) {
			granted(node, asked, session);
			return;
		}
		if (answer instanceof Answer.NoSession) {
			this.group.sessions().gone(node, session);
		}
		if (answer instanceof Answer.SittingOut sitting) {
			this.context.guard().sitsOut(node, sitting.birth());
		}
		if (isOpen(asked)) {
			this.votes.cast(node, count(answer));
			this.details[node] = describe(node, answer);
			decide();
		}
	}

	private void granted(int node, int asked, Session session) {
		if (isOpen(asked)) {
			this.votes.cast(node, Vote.GRANTED);
			decide();
		}
		else if (this.lease != null && asked == this.round && !session.isEnded()) {
			this.group.addVote(this.lease, node);
		}
	}

	private void unanswered(int node, int asked, Outcome outcome) {
		if (isOpen(asked)) {
			boolean notSent = outcome instanceof Outcome.NotSent;
			this.details[node] = (outcome instanceof Outcome.Unanswered unanswered) ? unanswered.reason()
					: ((Outcome.NotSent) outcome).reason();
			this.votes.cast(node, notSent ? Vote.NOT_ASKED : Vote.UNREACHABLE);
			decide();
		}
	}

	private boolean isOpen(int asked) {
		return !this.decided && asked == this.round;
	}

	private Vote count(Answer answer) {
		if (answer instanceof Answer.Taken taken) {
			this.refusals.add(taken);
			see(taken.token());
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

	private boolean see(long token) {
		if (token > HIGHEST_FENCE) {
			return false;
		}
		this.seen = Math.max(this.seen, token);
		return true;
	}

	private String describe(int node, Answer answer) {
		if (answer instanceof Answer.Ahead ahead) {
			return "the clock here says " + time(this.grant.token())
					+ ", too far ahead of the node's clock, which says " + time(ahead.nodeMicros())
					+ "; set the clocks";
		}
		if (answer instanceof Answer.SittingOut) {
			return this.context.guard().describe(node);
		}
		if (answer instanceof Answer.Stale stale && stale.fence() > HIGHEST_FENCE) {
			return "its fence " + stale.fence() + " leaves no token above it";
		}
		return (answer instanceof Answer.Taken taken) ? "held by " + taken.holder() : "";
	}

	private static Instant time(long micros) {
		return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
	}

	private void decide() {
		discountEndedSessions();
		Verdict verdict = this.votes.verdict();
		if (verdict == Verdict.WON) {
			win();
		}
		else if (verdict == Verdict.REPEAT && this.round < MAX_ROUNDS) {
			ask();
		}
		else if (verdict == Verdict.UNAVAILABLE && !this.settled && this.votes.includes(Vote.SITTING_OUT)) {
			// In a new cluster all nodes sit out until somebody finds that all are new
			this.settled = true;
			this.context.guard().settle(this::ask);
			this.round++;
		}
		else if (verdict == Verdict.UNAVAILABLE) {
			fail(new AttemptResult.Unavailable(nodeVotes()));
		}
		else if (verdict != Verdict.OPEN) {
			int free = this.votes.count(Vote.GRANTED) + this.votes.count(Vote.REFUSED) + this.votes.count(Vote.PENDING);
			fail(new AttemptResult.Contended(this.refusals.remaining(free), this.refusals.holder(), this.seen));
		}
	}

	/**
	 * A vote under a session that was replaced meanwhile is worth nothing.
	 */
	private void discountEndedSessions() {
		for (int node = 0; node < this.details.length; node++) {
			if (this.votes.of(node) == Vote.GRANTED && this.grant.heldUnder(node) == null) {
				this.votes.cast(node, Vote.REFUSED);
			}
		}
	}

	private void win() {
		int nodes = 0;
		for (int node = 0; node < this.details.length; node++) {
			if (this.votes.of(node) == Vote.GRANTED) {
				nodes |= 1 << node;
			}
		}
		HeldLease won = this.group.hold(this.lock, this.grant, nodes);
		if (won == null) {
			fail(new AttemptResult.Unavailable(nodeVotes()));
			return;
		}
		this.decided = true;
		this.lease = won;
		this.done.accept(new AttemptResult.Granted(won));
	}

	private void fail(AttemptResult result) {
		this.decided = true;
		this.group.abandon(this.grant);
		this.done.accept(result);
	}

	private List<NodeVote> nodeVotes() {
		List<NodeVote> result = new ArrayList<>();
		for (int node = 0; node < this.details.length; node++) {
			String detail = this.details[node];
			result.add(new NodeVote(this.context.links().get(node).name(), this.votes.of(node),
					(detail != null) ? detail : ""));
		}
		return result;
	}

	/**
	 * How one attempt ended.
	 */
	sealed interface AttemptResult {

		/** The lock is held. */
		record Granted(HeldLease lease) implements AttemptResult {
		}

		/** Others hold it; {@code seen} is the highest token seen. */
		record Contended(Duration remaining, AcquireResult.@Nullable Holder holder,
				long seen) implements AttemptResult {
		}

		/** Too few nodes could vote. */
		record Unavailable(List<NodeVote> votes) implements AttemptResult {
		}

	}

}
