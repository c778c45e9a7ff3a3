package io.quorumlock.spring.autoconfigure;

import io.quorumlock.redis.NodeProblem;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Lists the nodes that cannot be used, each with what to change.
 */
class UnusableNodesFailureAnalyzer extends AbstractFailureAnalyzer<UnusableNodesException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, UnusableNodesException cause) {
		int usable = cause.getNodes() - cause.getProblems().size();
		StringBuilder description = new StringBuilder("Locks need %d of the %d nodes, but %d can be used:%n"
			.formatted(cause.getNeeded(), cause.getNodes(), usable));
		StringBuilder action = new StringBuilder("Change this, or set 'lock.startup-check' to 'warn':%n".formatted());
		cause.getProblems().forEach((node, problem) -> {
			description.append("%n  %s: %s".formatted(node, problem.reason()));
			action.append("%n  %s: %s".formatted(node, remedy(problem.kind())));
		});
		return new FailureAnalysis(description.toString(), action.toString(), cause);
	}

	private static String remedy(NodeProblem.Kind kind) {
		return switch (kind) {
			case UNREACHABLE ->
				"Start the server, and look at host, port and firewalls. A server with TLS closes other "
						+ "connections, and one without TLS is silent on encrypted ones: see 'lock.ssl.bundle'";
			case CREDENTIALS ->
				"Set user and password in the URI of the node, or 'lock.username' and 'lock.password', or "
						+ "look at the LockCredentialsProvider";
			case PERMISSION -> "Give the user the rights that the page 'Security' of the reference lists";
			case TLS -> "Let 'lock.ssl.bundle', or 'ssl-bundle' in the URI, have the server's certificate authority in "
					+ "its trust store, and let the certificate name the host; if the server has no TLS, write 'redis'";
			case REPLICA -> "Name a server of its own, not a replica";
			case CLUSTER -> "Name a server of its own, not one of a Redis Cluster";
			case EVICTION -> "Set 'maxmemory-policy noeviction' on the server";
			case DUPLICATE -> "Remove one of the two names from 'lock.nodes'";
			case NODE_SET -> "Change the nodes step by step, as the documentation of changes says, or set "
					+ "'lock.node-set-conflict=warn'";
			case CLOCK -> "Set the clock of this machine, or raise 'lock.max-clock-skew' on all instances";
			case OTHER -> "Look at what runs at that address: it must be Redis 6.2 or later";
		};
	}

}
