package io.quorumlock.spring.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import io.quorumlock.redis.NodeProblem;

/**
 * Too few nodes could be used when the application started.
 */
class UnusableNodesException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final int nodes;

	private final int needed;

	private final transient Map<String, NodeProblem> problems;

	/**
	 * A new exception.
	 * @param nodes how many nodes there are
	 * @param needed how many of them a lock needs
	 * @param problems the names of those that cannot be used, and why
	 */
	UnusableNodesException(int nodes, int needed, Map<String, NodeProblem> problems) {
		super(message(nodes, needed, problems));
		this.nodes = nodes;
		this.needed = needed;
		this.problems = new LinkedHashMap<>(problems);
	}

	static String message(int nodes, int needed, Map<String, NodeProblem> problems) {
		String reasons = problems.entrySet()
			.stream()
			.map((entry) -> entry.getKey() + " (" + entry.getValue().reason() + ")")
			.collect(Collectors.joining(", "));
		return "Locks need " + needed + " of the " + nodes + " nodes, but " + (nodes - problems.size())
				+ " can be used. Not: " + reasons;
	}

	int getNodes() {
		return this.nodes;
	}

	int getNeeded() {
		return this.needed;
	}

	Map<String, NodeProblem> getProblems() {
		return this.problems;
	}

}
