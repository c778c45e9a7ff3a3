package io.quorumlock.spring.autoconfigure;

import java.util.Map;

import io.quorumlock.redis.NodeProblem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says when an application starts what its nodes cannot do for it.
 */
final class QuorumCheck {

	private static final Logger logger = LoggerFactory.getLogger(QuorumCheck.class);

	private final StartupCheck mode;

	private final int nodes;

	private final int quorum;

	QuorumCheck(StartupCheck mode, int nodes, int quorum) {
		this.mode = mode;
		this.nodes = nodes;
		this.quorum = quorum;
	}

	/**
	 * Warns, or fails, if too few nodes can be used.
	 * @param problems the names of the nodes that cannot be used, and why
	 * @throws UnusableNodesException if that is how to deal with it
	 */
	void report(Map<String, NodeProblem> problems) {
		if (this.nodes % 2 == 0) {
			logger.warn(
					"{} nodes survive as many failures as {}: one of them adds cost, but no safety; list an odd number",
					this.nodes, this.nodes - 1);
		}
		if (this.nodes - problems.size() >= this.quorum) {
			return;
		}
		if (this.mode == StartupCheck.FAIL) {
			throw new UnusableNodesException(this.nodes, this.quorum, problems);
		}
		logger.warn("{}. Until there are enough, methods that need a lock fail",
				UnusableNodesException.message(this.nodes, this.quorum, problems));
	}

}
