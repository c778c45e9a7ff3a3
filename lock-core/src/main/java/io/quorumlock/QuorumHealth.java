package io.quorumlock;

import java.util.List;

/**
 * How the nodes are doing together.
 *
 * @param needed how many votes a grant needs
 * @param nodes each node
 */
public record QuorumHealth(int needed, List<NodeHealth> nodes) {

	/**
	 * How many nodes vote.
	 * @return the number of nodes that are up and vote
	 */
	public int voting() {
		return (int) this.nodes.stream().filter(NodeHealth::voting).count();
	}

	/**
	 * Whether locks can be granted.
	 * @return {@code true} if enough nodes vote
	 */
	public boolean hasQuorum() {
		return voting() >= this.needed;
	}

}
