package io.quorumlock.spring.observation;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.quorumlock.NodeStatistics;
import io.quorumlock.event.NodeEvent;
import io.quorumlock.quorum.LockMonitor;
import io.quorumlock.spring.observation.LockMeters.Tag;

/**
 * The meters of the nodes that vote.
 */
final class NodeMeters {

	private static final String OPEN = "open";

	private static final String RENEWED = "renewed";

	private static final String FAILED = "failed";

	private static final String GONE = "gone";

	private static final List<String> BREAKER_STATES = List.of("closed", OPEN, "half_open");

	private final MeterRegistry registry;

	private final LockMonitor monitor;

	private final Map<String, Double> shares = new ConcurrentHashMap<>();

	NodeMeters(MeterRegistry registry, LockMonitor monitor, int quorum) {
		this.registry = registry;
		this.monitor = monitor;
		Gauge
			.builder(LockMeters.NODES_VOTING.getName(), monitor,
					(source) -> source.nodes().stream().filter(NodeMeters::votes).count())
			.register(registry);
		Gauge.builder(LockMeters.NODES_QUORUM.getName(), () -> quorum).register(registry);
		monitor.nodes().forEach((node) -> register(node.name()));
	}

	void count(NodeEvent event) {
		if (event instanceof NodeEvent.Renewed renewal) {
			renewals(event.node(), RENEWED).increment();
			margin(event.node()).record(renewal.margin());
			this.shares.put(event.node(), (double) renewal.margin().toNanos() / renewal.leaseTime().toNanos());
		}
		else if (event instanceof NodeEvent.RenewalFailed) {
			renewals(event.node(), FAILED).increment();
		}
		else if (event instanceof NodeEvent.SessionGone) {
			renewals(event.node(), GONE).increment();
		}
		else if (event instanceof NodeEvent.ClockAhead) {
			counter(LockMeters.CLOCK_AHEAD, event.node()).increment();
		}
		else if (event instanceof NodeEvent.Reborn) {
			counter(LockMeters.NODE_REBORN, event.node()).increment();
		}
	}

	private Counter renewals(String node, String outcome) {
		return this.registry.counter(LockMeters.RENEWALS.getName(), tags(node).and(Tag.OUTCOME.asString(), outcome));
	}

	private Timer margin(String node) {
		return this.registry.timer(LockMeters.RENEWAL_MARGIN.getName(), tags(node));
	}

	private Counter counter(LockMeters meter, String node) {
		return this.registry.counter(meter.getName(), tags(node));
	}

	private void register(String node) {
		// Also what has not happened yet: a counter that begins late shows no increase
		// for it
		Stream.of(RENEWED, FAILED, GONE).forEach((outcome) -> renewals(node, outcome));
		margin(node);
		counter(LockMeters.CLOCK_AHEAD, node);
		counter(LockMeters.NODE_REBORN, node);
		FunctionTimer
			.builder(LockMeters.NODE_CALLS.getName(), this.monitor, (source) -> node(node).answered(),
					(source) -> node(node).answerTime().toNanos(), TimeUnit.NANOSECONDS)
			.tags(tags(node))
			.register(this.registry);
		failures(node, "unanswered", NodeStatistics::failed);
		failures(node, "skipped", NodeStatistics::skipped);
		TimeGauge
			.builder(LockMeters.NODE_LATENCY.getName(), this.monitor, TimeUnit.NANOSECONDS,
					(source) -> latencyNanos(node(node)))
			.tags(tags(node))
			.register(this.registry);
		for (String state : BREAKER_STATES) {
			flag(LockMeters.NODE_BREAKER, tags(node).and(Tag.STATE.asString(), state), node,
					(statistics) -> state.equalsIgnoreCase(statistics.breaker()));
		}
		flag(LockMeters.NODE_GUARD, tags(node), node, NodeStatistics::sitsOut);
		Gauge
			.builder(LockMeters.RENEWAL_MARGIN_SHARE.getName(), this.shares,
					(shares) -> shares.getOrDefault(node, Double.NaN))
			.tags(tags(node))
			.register(this.registry);
	}

	private void failures(String node, String reason, ToDoubleFunction<NodeStatistics> count) {
		FunctionCounter
			.builder(LockMeters.NODE_FAILURES.getName(), this.monitor, (source) -> count.applyAsDouble(node(node)))
			.tags(tags(node).and(Tag.REASON.asString(), reason))
			.register(this.registry);
	}

	private void flag(LockMeters meter, Tags tags, String node, Predicate<NodeStatistics> condition) {
		Gauge.builder(meter.getName(), this.monitor, (source) -> condition.test(node(node)) ? 1 : 0)
			.tags(tags)
			.register(this.registry);
	}

	private NodeStatistics node(String name) {
		return this.monitor.nodes().stream().filter((node) -> node.name().equals(name)).findAny().orElseThrow();
	}

	private static boolean votes(NodeStatistics node) {
		// Calls that are not sent open no breaker
		return node.connected() && !node.sitsOut() && !OPEN.equalsIgnoreCase(node.breaker());
	}

	private static double latencyNanos(NodeStatistics node) {
		return (node.latency() != null) ? node.latency().toNanos() : Double.NaN;
	}

	private static Tags tags(String node) {
		return Tags.of(Tag.NODE.asString(), node);
	}

}
