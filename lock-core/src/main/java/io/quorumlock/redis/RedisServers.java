package io.quorumlock.redis;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Remembers which server is behind which node, so that no server votes under two names: a
 * quorum of one machine. One instance is shared by the nodes of a quorum. Thread-safe.
 */
public final class RedisServers {

	private final Map<String, String> nodes = new HashMap<>();

	private final @Nullable Membership membership;

	/**
	 * Servers that are not compared with those of other instances.
	 */
	public RedisServers() {
		this.membership = null;
	}

	/**
	 * Servers that are compared with those of other instances.
	 * @param membership what this instance says of itself there
	 */
	public RedisServers(Membership membership) {
		this.membership = membership;
	}

	/**
	 * What this instance tells others of itself.
	 * @return the membership, {@code null} if it tells nothing
	 */
	@Nullable Membership membership() {
		return this.membership;
	}

	/**
	 * Notes that a server is behind a node, unless it is behind another one.
	 * @param run what the server calls this run of itself
	 * @param node the name of the node
	 * @return the other node, {@code null} if there is none
	 */
	synchronized @Nullable String claim(String run, String node) {
		String other = this.nodes.putIfAbsent(run, node);
		return node.equals(other) ? null : other;
	}

	/**
	 * A node is no longer connected to its server.
	 * @param node the name of the node
	 */
	synchronized void release(String node) {
		this.nodes.values().removeIf(node::equals);
	}

}
