package io.quorumlock.quorum.session;

/**
 * Is told what becomes of the sessions, on the protocol's thread.
 */
public interface SessionListener {

	/**
	 * A new session was confirmed by its node.
	 * @param node the index of the node
	 */
	void opened(int node);

	/**
	 * The deadline of a session has moved.
	 * @param node the index of the node
	 * @param marginNanos how much time was left until then
	 */
	void renewed(int node, long marginNanos);

	/**
	 * A renewal was not confirmed; it is tried again.
	 * @param node the index of the node
	 */
	void notRenewed(int node);

	/**
	 * A node does not know a session any more. {@link #ended(int)} follows.
	 * @param node the index of the node
	 */
	void forgotten(int node);

	/**
	 * A session has ended before it was let go: votes given under it no longer count.
	 * @param node the index of the node
	 */
	void ended(int node);

}
