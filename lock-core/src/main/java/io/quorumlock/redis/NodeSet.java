package io.quorumlock.redis;

import java.util.HashSet;
import java.util.Set;

/**
 * The nodes that an instance asks for their votes, and how many of them it needs.
 *
 * @param nodes the identities of the nodes
 * @param quorum how many of them must grant
 */
record NodeSet(Set<String> nodes, int quorum) {

	NodeSet {
		nodes = Set.copyOf(nodes);
	}

	/**
	 * Whether each quorum of this set shares a node with each quorum of another one: if
	 * not, both can win at the same time.
	 * @param other the other set
	 * @return {@code false} if there are two quorums without a common node
	 */
	boolean overlaps(NodeSet other) {
		if (!reachesQuorum() || !other.reachesQuorum()) {
			return true;
		}
		Set<String> all = new HashSet<>(this.nodes);
		all.addAll(other.nodes);
		return this.quorum + other.quorum > all.size();
	}

	private boolean reachesQuorum() {
		return this.nodes.size() >= this.quorum;
	}

}
