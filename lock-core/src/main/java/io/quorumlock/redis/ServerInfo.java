package io.quorumlock.redis;

import java.util.HashMap;
import java.util.Map;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a server says of itself.
 *
 * @param values the lines of {@code INFO}
 */
record ServerInfo(Map<String, String> values) {

	private static final Logger logger = LoggerFactory.getLogger(ServerInfo.class);

	private static final String SAFE_POLICY = "noeviction";

	static ServerInfo parse(String info) {
		Map<String, String> values = new HashMap<>();
		info.lines().forEach((line) -> {
			int colon = line.indexOf(':');
			if (colon > 0) {
				values.put(line.substring(0, colon), line.substring(colon + 1).trim());
			}
		});
		return new ServerInfo(values);
	}

	/**
	 * Refuses a server that would break locks.
	 * @param node the name of the node
	 * @param servers knows the servers of the other nodes
	 * @return what the server calls this run of itself
	 * @throws UnfitServerException if it cannot vote
	 */
	String requireFit(String node, RedisServers servers) {
		String run = value("run_id");
		if (!run.matches("[0-9a-f]{40}")) {
			throw new UnfitServerException(NodeProblem.Kind.OTHER, "it does not tell its run_id in INFO");
		}
		if (!"master".equals(value("role"))) {
			throw new UnfitServerException(NodeProblem.Kind.REPLICA,
					"it is a replica, which may not have heard of a grant yet; name independent masters in lock.nodes");
		}
		if ("1".equals(value("cluster_enabled"))) {
			throw new UnfitServerException(NodeProblem.Kind.CLUSTER,
					"it is part of a Redis Cluster, which may fail over to a replica that has not "
							+ "heard of a grant; name independent servers in lock.nodes");
		}
		checkEviction(node);
		String other = servers.claim(run, node);
		if (other != null) {
			throw new UnfitServerException(NodeProblem.Kind.DUPLICATE, "it is the same server as " + other
					+ ", and a server votes only once; remove one of the two from lock.nodes");
		}
		return run;
	}

	private void checkEviction(String node) {
		String policy = value("maxmemory_policy");
		if (policy.isEmpty() || SAFE_POLICY.equals(policy)) {
			return;
		}
		if (!"0".equals(value("maxmemory"))) {
			throw new UnfitServerException(NodeProblem.Kind.EVICTION, "its maxmemory-policy " + policy
					+ " deletes locks when memory runs short; set it to " + SAFE_POLICY);
		}
		logger.atWarn()
			.addKeyValue("node", node)
			.log("Node {} has maxmemory-policy {}; set it to {} before you set maxmemory, or locks are deleted when "
					+ "memory runs short", node, policy, SAFE_POLICY);
	}

	private String value(String key) {
		return this.values.getOrDefault(key, "");
	}

}
