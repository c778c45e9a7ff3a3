package io.quorumlock.quorum.session;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

import io.quorumlock.quorum.link.NodeLink;
import io.quorumlock.quorum.link.Reply;
import io.quorumlock.time.Entropy;
import io.quorumlock.time.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of one instance for one lease time, one on each node. Instead of each
 * lease, its session is renewed: the cost does not depend on how many leases there are.
 * See Burrows, "The Chubby lock service for loosely-coupled distributed systems" (2006),
 * section 2.8. Used on the protocol's thread only.
 */
public final class Sessions {

	private final Tenancy tenancy;

	private final List<NodeSession> nodes = new ArrayList<>();

	/**
	 * Sessions that are opened once they are used.
	 * @param links the links to the nodes
	 * @param times the lease time
	 * @param holder the public id of this instance
	 * @param ear the channel on which the nodes tell it what concerns its leases
	 * @param listener told what becomes of the sessions
	 * @param watchdog wakes them for renewal
	 * @param ticker the clocks
	 * @param entropy where ids come from
	 */
	public Sessions(List<NodeLink> links, SessionTimes times, String holder, String ear, SessionListener listener,
			Watchdog watchdog, Ticker ticker, Entropy entropy) {
		this.tenancy = new Tenancy(ticker, times.lease());
		Context context = new Context(holder, ear, times, this.tenancy, listener, watchdog, ticker, entropy);
		for (NodeLink link : links) {
			this.nodes.add(new NodeSession(this.nodes.size(), link, context));
		}
	}

	/** Somebody needs the sessions from now on. */
	public void enter() {
		this.tenancy.enter();
	}

	/** That somebody needs them no longer. */
	public void leave() {
		this.tenancy.leave();
	}

	/**
	 * The session under which to ask a node for a grant. If there was none, it is opened
	 * by an operation that travels ahead of what is sent next.
	 * @param node the index of the node
	 * @return the current session
	 */
	public Session use(int node) {
		return this.nodes.get(node).use();
	}

	/**
	 * The current session on a node.
	 * @param node the index of the node
	 * @return the session, {@code null} if there is none
	 */
	public @Nullable Session current(int node) {
		return this.nodes.get(node).current();
	}

	/**
	 * A node has said that a session is not alive.
	 * @param node the index of the node
	 * @param session the session it does not know
	 */
	public void gone(int node, Session session) {
		this.nodes.get(node).gone(session);
	}

	/**
	 * Gives back what a node may have granted, and repeats that until the node confirms
	 * it or the session has ended.
	 * @param node the index of the node
	 * @param session the session under which the grant was asked for
	 * @param lease the number of the lease
	 * @param name what was locked
	 * @param first told the outcome of the first try
	 */
	public void release(int node, Session session, long lease, String name, Reply first) {
		this.nodes.get(node).release(session, lease, name, first);
	}

	/**
	 * Ends all sessions, and with them all that was granted under them.
	 * @param done called once when each node has answered or was asked in vain
	 */
	public void close(Runnable done) {
		forEach(NodeSession::end, done);
	}

	/**
	 * Renews all sessions a last time and leaves them to their end, for what is to
	 * outlive this instance for a while.
	 * @param done called once when each node has answered or was asked in vain
	 */
	public void leaveBehind(Runnable done) {
		forEach(NodeSession::leaveBehind, done);
	}

	private void forEach(BiConsumer<NodeSession, Reply> action, Runnable done) {
		int[] awaited = { this.nodes.size() };
		for (NodeSession node : this.nodes) {
			boolean[] counted = { false };
			action.accept(node, (outcome) -> {
				if (!counted[0]) {
					counted[0] = true;
					if (--awaited[0] == 0) {
						done.run();
					}
				}
			});
		}
	}

	/**
	 * Whether nothing is left to be renewed.
	 * @return {@code true} if there is no session
	 */
	public boolean isEmpty() {
		return !this.tenancy.isInUse() && this.nodes.stream().allMatch((node) -> node.current() == null);
	}

	/**
	 * What the sessions of one lease time share.
	 */
	record Context(String holder, String ear, SessionTimes times, Tenancy tenancy, SessionListener listener,
			Watchdog watchdog, Ticker ticker, Entropy entropy) {
	}

}
