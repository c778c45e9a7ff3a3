package io.quorumlock.spring.autoconfigure;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.quorumlock.node.Answer;
import io.quorumlock.node.Batch;
import io.quorumlock.node.Operation;
import io.quorumlock.redis.LettuceLeaseNode;
import io.quorumlock.redis.NodeProblem;
import io.quorumlock.redis.NodeProblem.Kind;
import io.quorumlock.redis.RedisNodeSettings;
import io.quorumlock.time.Ticker;
import io.quorumlock.time.Timers;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which nodes cannot be used, and why: what kept them from being connected to,
 * or a clock by which they would refuse every lock.
 */
final class NodeInspection {

	private static final NodeProblem SILENT = new NodeProblem(Kind.UNREACHABLE, "no answer in time");

	private final RedisNodeSettings settings;

	private final Timers timers;

	private final Ticker ticker;

	NodeInspection(RedisNodeSettings settings, Timers timers, Ticker ticker) {
		this.settings = settings;
		this.timers = timers;
		this.ticker = ticker;
	}

	/**
	 * Asks all nodes at once.
	 * @param nodes the nodes, after their first attempt to connect
	 * @return the names of those that cannot be used, and why, in the order of the nodes
	 */
	Map<String, NodeProblem> problems(List<LettuceLeaseNode> nodes) {
		Map<String, CompletableFuture<@Nullable NodeProblem>> questions = new LinkedHashMap<>();
		nodes.forEach((node) -> questions.put(node.name(), problem(node)));
		Map<String, NodeProblem> problems = new LinkedHashMap<>();
		questions.forEach((name, question) -> {
			NodeProblem problem = question.join();
			if (problem != null) {
				problems.put(name, problem);
			}
		});
		return problems;
	}

	private CompletableFuture<@Nullable NodeProblem> problem(LettuceLeaseNode node) {
		if (!node.connected()) {
			return CompletableFuture.completedFuture(node.problem().orElse(SILENT));
		}
		CompletableFuture<@Nullable NodeProblem> result = new CompletableFuture<>();
		this.timers.execute(
				() -> node.submit(List.of(new Operation.Greet()), (batch) -> result.complete(problem(node, batch))));
		return result.completeOnTimeout(SILENT, this.settings.handshakeTimeout().toMillis(), TimeUnit.MILLISECONDS);
	}

	private @Nullable NodeProblem problem(LettuceLeaseNode node, Batch batch) {
		if (!(batch instanceof Batch.Answered answered)) {
			return node.problem().orElse(SILENT);
		}
		if (answered.answers().get(0) instanceof Answer.Standing standing) {
			long nodeMicros = standing.birth() + standing.ageMicros();
			Duration ahead = Duration.ofMillis((this.ticker.wallMicros() - nodeMicros) / 1000);
			return (ahead.compareTo(this.settings.maxClockSkew()) <= 0) ? null : new NodeProblem(Kind.CLOCK,
					"the clock here is " + ahead.toSeconds() + "s ahead of the node's, which grants no lock therefore");
		}
		return new NodeProblem(Kind.OTHER, "it does not answer as a node does");
	}

}
