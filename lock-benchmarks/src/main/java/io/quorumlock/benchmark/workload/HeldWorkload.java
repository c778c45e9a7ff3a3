package io.quorumlock.benchmark.workload;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.quorumlock.benchmark.library.Library;

/**
 * What it costs to hold many locks and do nothing else.
 *
 * @param count how many locks
 * @param length for how long; renewals come every ten seconds with all who renew
 */
record HeldWorkload(int count, Duration length) implements Workload {

	static final HeldWorkload FULL = new HeldWorkload(100_000, Duration.ofSeconds(60));

	static final HeldWorkload SHORT = new HeldWorkload(100_000, Duration.ofSeconds(20));

	private static final Contestant OURS = Contestant.onFive(Library.QUORUM_LOCK);

	private static final Contestant REDISSON = Contestant.onOne(Library.REDISSON_LOCK);

	private static final Metric LOST = new Metric("leases lost", "");

	private static final Metric WATCHDOGS = new Metric("threads named lock-watchdog", "");

	private static final Metric BYTES = new Metric("heap per held lease", "bytes");

	private static final Metric ACQUIRE = new Metric("time to acquire all", "s");

	@Override
	public String id() {
		return "held";
	}

	@Override
	public String title() {
		return "%,d held leases for %d s".formatted(this.count, this.length.toSeconds());
	}

	@Override
	public boolean isLong() {
		return true;
	}

	@Override
	public List<Contestant> contestants() {
		return List.of(OURS, REDISSON);
	}

	@Override
	public Metric headline() {
		return Metric.CLIENT_CPU;
	}

	@Override
	public List<Aim> aims() {
		Aim.Figure cpu = new Aim.Figure(OURS, Metric.CLIENT_CPU);
		return List.of(Aim.atMost(0.005, cpu), Aim.atMost(1.0 / 50, cpu, new Aim.Figure(REDISSON, Metric.CLIENT_CPU)),
				Aim.atMost(50, new Aim.Figure(OURS, Metric.COMMANDS)), Aim.atMost(0, new Aim.Figure(OURS, LOST)),
				Aim.atMost(1, new Aim.Figure(OURS, WATCHDOGS)), Aim.atMost(400, new Aim.Figure(OURS, BYTES)));
	}

	@Override
	public Map<Metric, Double> round(Crew crew) {
		HeldResult result = crew.run(new HoldMany(this.count, this.length.toNanos(), List.copyOf(crew.nearUris())),
				HeldResult.class);
		Map<Metric, Double> metrics = new LinkedHashMap<>();
		metrics.put(Metric.CLIENT_CPU, result.clientCores());
		metrics.put(Metric.NODE_CPU, result.nodeCores());
		metrics.put(Metric.COMMANDS, result.commandsPerNode());
		metrics.put(LOST, (double) result.lost());
		metrics.put(WATCHDOGS, (double) result.watchdogs());
		metrics.put(BYTES, result.bytesPerLock());
		metrics.put(ACQUIRE, result.acquireSeconds());
		return metrics;
	}

}
