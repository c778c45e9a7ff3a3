package io.quorumlock.quorum;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;

import io.quorumlock.LockName;
import io.quorumlock.NodeVote;
import io.quorumlock.NodeVote.Vote;
import io.quorumlock.event.LeaseEvent;
import io.quorumlock.event.NodeEvent;
import io.quorumlock.node.Answer;
import io.quorumlock.node.News;
import io.quorumlock.node.Operation;
import io.quorumlock.quorum.link.Outcome;
import io.quorumlock.quorum.session.Session;
import io.quorumlock.quorum.vote.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a lock: asks all nodes at once, again with a higher token or a new
 * session where that alone was missing, and gives back what it was granted if it fails.
 * If it may wait, it stays in line on the nodes instead, and gets from each what the
 * holder gives back there. After Salvatore Sanfilippo, "Distributed Locks with Redis"
 * (Redlock), with proposed tokens as in the ballots of Lamport, "Paxos Made Simple"
 * (2001). Used on the protocol's thread only.
 */
final class Attempt {

	private static final int MAX_ROUNDS = 4;

	private final EngineContext context;

	private final LeaseGroup group;

	private final LockName lock;

	private final Grant grant;

	private final int tokens;

	private final boolean wish;

	private final Consumer<AttemptResult> done;

	private Round round;

	private int rounds;

	private int lastRound = MAX_ROUNDS;

	private long seen;

	private boolean decided;

	private boolean settled;

	private boolean wanted;

	private @Nullable HeldLease lease;

	/**
	 * An attempt that has not begun.
	 * @param tokens how many tokens to reserve
	 * @param seen the highest token seen for the lock
	 * @param wish whether to stay in line where others hold it
	 * @param done told how it ended, and before that whenever it is in line
	 */
	Attempt(EngineContext context, LeaseGroup group, LockName lock, Grant grant, int tokens, long seen, boolean wish,
			Consumer<AttemptResult> done) {
		this.context = context;
		this.group = group;
		this.lock = lock;
		this.grant = grant;
		this.tokens = tokens;
		this.seen = seen;
		this.wish = wish;
		this.done = done;
		this.round = new Round(context, 0);
	}

	void start() {
		this.group.attempt(this.grant);
		if (this.wish) {
			this.context.news().expect(this.grant.number(), this);
		}
		askAnew();
	}

	/**
	 * Asks again from its place in line, as news may have been lost.
	 */
	void askAgain() {
		if (this.decided) {
			return;
		}
		this.lastRound = this.rounds + MAX_ROUNDS;
		if (this.round.fence() >= this.grant.token() || hasOtherSessions()) {
			askAnew();
		}
		else {
			ask();
		}
	}

	/**
	 * Ends the attempt, and gives back what was granted, now or later.
	 */
	void abandon() {
		if (!this.decided) {
			this.decided = true;
			this.context.news().forget(this.grant.number());
			this.group.abandon(this.grant);
		}
	}

	/**
	 * A node has given the lock to this attempt after its former holder.
	 */
	void grantedLater(int node, News.Granted news) {
		Session session = this.grant.heldUnder(node);
		if (news.token() == this.grant.token() && session != null) {
			this.wanted |= news.others();
			granted(node, this.round, session);
		}
	}

	/**
	 * A node did not give the lock to this attempt, as its token is too low by now.
	 */
	void passedOver(News.Refused news) {
		if (!this.decided && news.token() == this.grant.token() && this.rounds < this.lastRound
				&& Round.isCredible(news.fence())) {
			this.seen = Math.max(this.seen, news.fence());
			askAnew();
		}
	}

	/**
	 * Under another session also with another token, or news about the one that ended
	 * could be taken for news about the other.
	 */
	private boolean hasOtherSessions() {
		for (int node = 0; node < this.context.links().size(); node++) {
			if (this.grant.wasAskedUnderAnother(node, this.group.sessions().use(node))) {
				return true;
			}
		}
		return false;
	}

	private void askAnew() {
		long token = this.context.tokens().propose(this.seen);
		this.grant.propose(token, this.context.tokens().block(token, this.tokens));
		// Where this round succeeds, the next must exceed it, or the two bar each other.
		this.seen = Math.max(this.seen, this.grant.fence());
		ask();
	}

	private void ask() {
		this.rounds++;
		this.round = new Round(this.context, this.grant.token());
		for (int node = 0; node < this.context.links().size(); node++) {
			ask(node, this.round);
		}
	}

	private void ask(int node, Round asked) {
		Session session = this.group.sessions().use(node);
		this.grant.asked(node, session);
		Ballot ballot = new Ballot(this.grant.names().size(), (outcome, holdsNothing) -> {
			if (holdsNothing && !mayBeGrantedLater(outcome)) {
				this.grant.refused(node, session);
			}
			if (outcome instanceof Outcome.Answered answered) {
				answered(node, asked, session, answered.answer());
			}
			else if (isOpen(asked)) {
				asked.unanswered(node, outcome);
				decide();
			}
		});
		this.grant.ask(this.context.links().get(node), ballot, (name) -> new Operation.Acquire(session.id(),
				this.grant.number(), name, this.grant.token(), this.grant.block(), this.wish));
	}

	private boolean mayBeGrantedLater(Outcome outcome) {
		return this.wish && outcome instanceof Outcome.Answered answered && answered.answer() instanceof Answer.Taken;
	}

	private void answered(int node, Round asked, Session session, Answer answer) {
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
		if (answer instanceof Answer.Ahead ahead) {
			long micros = this.context.ticker().wallMicros() - ahead.nodeMicros();
			this.context.events()
				.onEvent(new NodeEvent.ClockAhead(this.context.links().get(node).name(),
						Duration.of(micros, ChronoUnit.MICROS)));
		}
		// The news of a later grant may overtake the answer
		if (isOpen(asked) && !asked.isGranted(node)) {
			asked.refused(node, answer);
			this.seen = Math.max(this.seen, asked.fence());
			decide();
		}
	}

	private void granted(int node, Round asked, Session session) {
		if (isOpen(asked)) {
			asked.granted(node);
			decide();
		}
		else if (this.lease != null && asked == this.round && !session.isEnded()) {
			this.group.addVote(this.lease, node);
		}
	}

	private boolean isOpen(Round asked) {
		return !this.decided && asked == this.round;
	}

	private void decide() {
		discountEndedSessions();
		Verdict verdict = this.round.verdict();
		if (verdict == Verdict.WON) {
			win();
		}
		else if (verdict == Verdict.REPEAT && this.rounds < this.lastRound) {
			this.context.events().onEvent(new LeaseEvent.TokenRetried(this.lock));
			askAnew();
		}
		else if (verdict == Verdict.UNAVAILABLE && !this.settled && this.round.includes(Vote.SITTING_OUT)) {
			// In a new cluster all nodes sit out until somebody finds that all are new
			this.settled = true;
			this.round = new Round(this.context, this.grant.token());
			this.context.guard().settle(() -> {
				if (!this.decided) {
					askAnew();
				}
			});
		}
		else if (verdict == Verdict.UNAVAILABLE) {
			fail(new AttemptResult.Unavailable(this.round.nodeVotes()));
		}
		else if (verdict != Verdict.OPEN) {
			contended();
		}
	}

	private void contended() {
		AttemptResult.Contended contended = this.round.contended(this.seen);
		if (!this.wish) {
			fail(contended);
		}
		else if (this.round.fence() >= this.grant.token() && this.rounds < this.lastRound) {
			// Where the fence is so high, no wish was noted
			askAnew();
		}
		else {
			this.done.accept(new AttemptResult.InLine(contended, this.round.includes(Vote.GRANTED)));
		}
	}

	/**
	 * A vote under a session that was replaced meanwhile is worth nothing.
	 */
	private void discountEndedSessions() {
		for (int node = 0; node < this.context.links().size(); node++) {
			if (this.round.isGranted(node) && this.grant.heldUnder(node) == null) {
				this.round.discount(node);
			}
		}
	}

	private void win() {
		HeldLease won = this.group.hold(this.lock, this.grant, this.round.grantors());
		if (won == null) {
			fail(new AttemptResult.Unavailable(this.round.nodeVotes()));
			return;
		}
		this.decided = true;
		this.lease = won;
		if (this.wanted) {
			won.want();
		}
		if (this.wish) {
			this.context.news().forgetLater(this.grant.number());
		}
		this.done.accept(new AttemptResult.Granted(won));
	}

	private void fail(AttemptResult result) {
		abandon();
		this.done.accept(result);
	}

	/**
	 * How one attempt ended, or that it goes on.
	 */
	sealed interface AttemptResult {

		/** The lock is held. */
		record Granted(HeldLease lease) implements AttemptResult {
		}

		/** Others hold it; {@code seen} is the highest token seen. */
		record Contended(Duration remaining, AcquireResult.@Nullable Holder holder,
				long seen) implements AttemptResult {
		}

		/**
		 * Others hold it, and it is waited for; {@code partly} if some nodes have granted
		 * it.
		 */
		record InLine(Contended contended, boolean partly) implements AttemptResult {
		}

		/** Too few nodes could vote. */
		record Unavailable(List<NodeVote> votes) implements AttemptResult {
		}

	}

}
