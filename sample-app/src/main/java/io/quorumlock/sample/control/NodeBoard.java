package io.quorumlock.sample.control;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;

import io.quorumlock.sample.report.Report;
import org.jspecify.annotations.Nullable;

/**
 * What the instances say about the nodes, merged. Used under the lock of the
 * {@link Board}.
 */
final class NodeBoard {

	private final Map<String, Long> guardedUntil = new HashMap<>();

	void reborn(Report.Rebirth rebirth) {
		this.guardedUntil.merge(rebirth.address(), rebirth.time() + rebirth.guardMillis(), Math::max);
	}

	/**
	 * How a node is.
	 * @param node its process
	 * @param seen how instances see it
	 * @param now the time
	 * @return the state to show
	 */
	LiveState.Node state(NodeProcess node, List<Report.Node> seen, long now) {
		boolean runs = node.state() == ProcessState.RUNNING;
		boolean up = runs && seen.stream().anyMatch(Report.Node::up);
		boolean guarded = up && seen.stream().anyMatch((each) -> each.up() && !each.voting());
		Long remaining = guarded ? Math.max(0, this.guardedUntil.getOrDefault(node.address(), now) - now) : null;
		return new LiveState.Node(node.name(), node.address(), node.state(),
				guarded ? "guarded" : up ? "voting" : (runs && seen.isEmpty()) ? "unasked" : "down", remaining,
				up ? latency(seen) : null, detail(seen));
	}

	private static @Nullable Long latency(List<Report.Node> seen) {
		OptionalDouble mean = seen.stream()
			.map(Report.Node::latencyMicros)
			.filter(Objects::nonNull)
			.mapToLong(Long::longValue)
			.average();
		return mean.isPresent() ? Math.round(mean.getAsDouble()) : null;
	}

	private static String detail(List<Report.Node> seen) {
		return seen.stream().map(Report.Node::detail).filter((text) -> !text.isEmpty()).findFirst().orElse("");
	}

}
