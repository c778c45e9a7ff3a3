package io.quorumlock.spring.health;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.quorumlock.LockManager;
import io.quorumlock.NodeHealth;
import io.quorumlock.QuorumHealth;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * {@link HealthIndicator} for the nodes behind a {@link LockManager}: up while a quorum
 * of them votes, out of service without.
 */
public final class LockHealthIndicator extends AbstractHealthIndicator {

	// The nodes answer, or are given up, within their own timeouts: this is for a manager
	// that breaks its word
	private static final Duration LIMIT = Duration.ofSeconds(10);

	private final LockManager lockManager;

	/**
	 * A new indicator.
	 * @param lockManager whose nodes to ask
	 */
	public LockHealthIndicator(LockManager lockManager) {
		super("Lock health check failed");
		this.lockManager = lockManager;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) throws Exception {
		QuorumHealth health = this.lockManager.health()
			.toCompletableFuture()
			.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
		Map<String, Object> nodes = new LinkedHashMap<>();
		health.nodes().forEach((node) -> nodes.put(node.node(), details(node)));
		builder.status(health.hasQuorum() ? Status.UP : Status.OUT_OF_SERVICE)
			.withDetail("nodesNeeded", health.needed())
			.withDetail("nodesVoting", health.voting())
			.withDetail("nodes", nodes);
	}

	private static Map<String, Object> details(NodeHealth node) {
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("status", (node.up() ? Status.UP : Status.DOWN).getCode());
		details.put("voting", node.voting());
		Duration latency = node.latency();
		if (latency != null) {
			details.put("latencyMillis", TimeUnit.NANOSECONDS.toMicros(latency.toNanos()) / 1000.0);
		}
		details.put("breaker", node.breaker());
		if (!node.detail().isEmpty()) {
			details.put("detail", node.detail());
		}
		return details;
	}

}
