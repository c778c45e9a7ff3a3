package io.quorumlock.quorum;

import java.util.List;
import java.util.function.Function;

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

	private final List<String> names;

	private final long number;

	private final @Nullable Session[] sessions;

	private final int[] open;

	private long token;

	private long fence;

	/**
	 * A grant that nobody was asked for yet.
	 * @param names what to lock, as the nodes know it
	 * @param number the number of the lease, never used for another
	 * @param nodes how many nodes there are
	 */
	Grant(List<String> names, long number, int nodes) {
		this.names = names;
		this.number = number;
		this.sessions = new Session[nodes];
		this.open = new int[nodes];
	}

	List<String> names() {
		return this.names;
	}

	long number() {
		return this.number;
	}

	long token() {
		return this.token;
	}

	long fence() {
		return this.fence;
	}

	void propose(long proposed, int block) {
		this.token = proposed;
		this.fence = proposed + block - 1;
	}

	/**
	 * Asks a node for each of the names, in one batch.
	 * @param link the link to the node
	 * @param ballot takes the outcomes
	 * @param question what to ask for a name
	 */
	void ask(NodeLink link, Ballot ballot, Function<String, Operation> question) {
		for (int i = 0; i < this.names.size(); i++) {
			link.send(question.apply(this.names.get(i)), ballot.reply(i));
		}
	}

	/**
	 * Gives back whatever the nodes may hold.
	 * @param sessions the sessions under which they were asked
	 * @param countdown told of each node that it holds nothing, or has answered
	 */
	void giveBack(Sessions sessions, Countdown countdown) {
		for (int node = 0; node < this.sessions.length; node++) {
			Session session = heldUnder(node);
			if (session == null) {
				countdown.settled(node, true);
				continue;
			}
			int index = node;
			Ballot ballot = new Ballot(this.names.size(),
					(outcome, ignored) -> countdown.settled(index, outcome instanceof Outcome.Answered));
			for (int i = 0; i < this.names.size(); i++) {
				sessions.release(node, session, this.number, this.names.get(i), ballot.reply(i));
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
				for (String name : this.names) {
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
			this.sessions[node] = session;
			this.open[node] = 0;
		}
		this.open[node]++;
	}

	/**
	 * A node has refused what it was asked for once under a session.
	 */
	void refused(int node, Session session) {
		if (this.sessions[node] == session) {
			this.open[node]--;
		}
	}

	/**
	 * The session under which a node may hold this grant, {@code null} if it surely does
	 * not.
	 */
	@Nullable Session heldUnder(int node) {
		Session session = this.sessions[node];
		return (session != null && this.open[node] > 0 && !session.isEnded()) ? session : null;
	}

}
