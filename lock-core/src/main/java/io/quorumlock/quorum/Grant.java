package io.quorumlock.quorum;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

import io.quorumlock.LockName;
import io.quorumlock.node.Operation;
import io.quorumlock.quorum.link.NodeLink;
import io.quorumlock.quorum.link.Outcome;
import io.quorumlock.quorum.session.Session;
import io.quorumlock.quorum.session.Sessions;
import org.jspecify.annotations.Nullable;

/**
 * What the nodes may hold for one lease: known to be granted, or asked for and not known
 * to be refused. All of it is owed back in the end. Used on the protocol's thread only,
 * but for the token, which no longer changes once the lease is handed out.
 */
final class Grant {

	/** How often an ask can be counted: in as many bits for each of the nodes. */
	private static final int COUNT_BITS = 4;

	private static final long MOST = (1L << COUNT_BITS) - 1;

	private final LockName lock;

	private final QuorumSettings settings;

	private final long number;

	/** Shared with other grants once this is settled. */
	private @Nullable Session[] sessions;

	/**
	 * How often each node was asked and is not known to have refused. What is full stays
	 * full: the node may hold something, and is told to give it back in the end.
	 */
	private long open;

	private @Nullable List<String> names;

	private long token;

	private int block = 1;

	/**
	 * A grant that nobody was asked for yet.
	 * @param lock what to lock
	 * @param settings say how the nodes know it
	 * @param number the number of the lease, never used for another
	 * @param nodes how many nodes there are
	 */
	Grant(LockName lock, QuorumSettings settings, long number, int nodes) {
		this.lock = lock;
		this.settings = settings;
		this.number = number;
		this.sessions = new Session[nodes];
		this.names = settings.fullNames(lock);
	}

	/**
	 * What is locked, as the nodes know it.
	 */
	List<String> names() {
		return (this.names != null) ? this.names : this.settings.fullNames(this.lock);
	}

	/**
	 * The lease is held, maybe for long and with many others: it keeps nothing that can
	 * be had from the rest.
	 * @param other one that was settled before, {@code null} if there is none
	 */
	void settle(@Nullable Grant other) {
		this.names = null;
		if (other != null && Arrays.equals(this.sessions, other.sessions)) {
			this.sessions = other.sessions;
		}
	}

	long number() {
		return this.number;
	}

	long token() {
		return this.token;
	}

	long fence() {
		return this.token + this.block - 1;
	}

	int block() {
		return this.block;
	}

	void propose(long proposed, int block) {
		this.token = proposed;
		this.block = block;
	}

	/**
	 * Asks a node for each of the names, in one batch.
	 * @param link the link to the node
	 * @param ballot takes the outcomes
	 * @param question what to ask for a name
	 */
	void ask(NodeLink link, Ballot ballot, Function<String, Operation> question) {
		List<String> asked = names();
		for (int i = 0; i < asked.size(); i++) {
			link.send(question.apply(asked.get(i)), ballot.reply(i));
		}
	}

	/**
	 * Gives back whatever the nodes may hold.
	 * @param sessions the sessions under which they were asked
	 * @param countdown told of each node that it holds nothing, or has answered
	 */
	void giveBack(Sessions sessions, Countdown countdown) {
		List<String> owed = names();
		for (int node = 0; node < this.sessions.length; node++) {
			Session session = heldUnder(node);
			if (session == null) {
				countdown.settled(node, true);
				continue;
			}
			int index = node;
			Ballot ballot = new Ballot(owed.size(),
					(outcome, ignored) -> countdown.settled(index, outcome instanceof Outcome.Answered));
			for (int i = 0; i < owed.size(); i++) {
				sessions.release(node, session, this.number, owed.get(i), ballot.reply(i));
			}
		}
	}

	/**
	 * Lets another instance take the names over. A hint: where it is lost, the successor
	 * has to wait for the release.
	 * @param to the public id of the successor's instance
	 * @param links the links to the nodes
	 */
	void yieldTo(String to, List<NodeLink> links) {
		for (int node = 0; node < this.sessions.length; node++) {
			Session session = heldUnder(node);
			if (session != null) {
				for (String name : names()) {
					links.get(node).send(new Operation.Yield(session.id(), this.number, name, to), (outcome) -> {
					});
				}
			}
		}
	}

	/**
	 * A node is being asked under a session. What it may hold under an ended one ends
	 * with that.
	 */
	void asked(int node, Session session) {
		if (this.sessions[node] != session) {
			this.sessions = this.sessions.clone();
			this.sessions[node] = session;
			count(node, 0);
		}
		count(node, Math.min(open(node) + 1, MOST));
	}

	/**
	 * Whether a node was asked last under another session.
	 */
	boolean wasAskedUnderAnother(int node, Session session) {
		return this.sessions[node] != null && this.sessions[node] != session;
	}

	/**
	 * A node has refused what it was asked for once under a session.
	 */
	void refused(int node, Session session) {
		if (this.sessions[node] == session && open(node) < MOST) {
			count(node, open(node) - 1);
		}
	}

	/**
	 * The session under which a node may hold this grant, {@code null} if it surely does
	 * not.
	 */
	@Nullable Session heldUnder(int node) {
		Session session = this.sessions[node];
		return (session != null && open(node) > 0 && !session.isEnded()) ? session : null;
	}

	private long open(int node) {
		return this.open >>> node * COUNT_BITS & MOST;
	}

	private void count(int node, long count) {
		int shift = node * COUNT_BITS;
		this.open = this.open & ~(MOST << shift) | count << shift;
	}

}
