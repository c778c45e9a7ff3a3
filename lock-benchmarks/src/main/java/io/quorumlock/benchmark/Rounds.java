package io.quorumlock.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.quorumlock.benchmark.jvm.ProcessCpu;
import io.quorumlock.benchmark.jvm.WorkerException;
import io.quorumlock.benchmark.library.Library;
import io.quorumlock.benchmark.node.NodeLoad;
import io.quorumlock.benchmark.node.Nodes;
import io.quorumlock.benchmark.report.Outcome;
import io.quorumlock.benchmark.report.Spread;
import io.quorumlock.benchmark.workload.Contestant;
import io.quorumlock.benchmark.workload.Crew;
import io.quorumlock.benchmark.workload.Metric;
import io.quorumlock.benchmark.workload.Workload;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets all contestants of a workload take turns, round after round, so that whatever else
 * the machine does hits all of them. Also measures what each costs in CPU time.
 */
final class Rounds {

	private static final Logger logger = LoggerFactory.getLogger(Rounds.class);

	private static final double NANOS_PER_SECOND = 1e9;

	private final Workload workload;

	private final Nodes nodes;

	private final Set<Contestant> failed = new HashSet<>();

	private final Map<Contestant, Map<Metric, List<Double>>> figures = new LinkedHashMap<>();

	Rounds(Workload workload, Nodes nodes) {
		this.workload = workload;
		this.nodes = nodes;
	}

	Outcome run(int rounds, Duration length) {
		long start = System.nanoTime();
		List<Crew> crews = new ArrayList<>();
		try {
			for (Contestant contestant : this.workload.contestants()) {
				tolerating(contestant, () -> crews.add(new Crew(contestant, this.workload, this.nodes, length)));
			}
			if (!this.workload.isLong()) {
				crews.forEach((crew) -> tolerating(crew.contestant(), () -> this.workload.warmUp(crew)));
			}
			for (int round = 0; round < rounds; round++) {
				crews.forEach((crew) -> tolerating(crew.contestant(), () -> measure(crew)));
			}
		}
		finally {
			crews.forEach(Crew::close);
		}
		Map<Contestant, Map<Metric, Spread>> spreads = new LinkedHashMap<>();
		this.figures.forEach((contestant, metrics) -> {
			Map<Metric, Spread> each = spreads.computeIfAbsent(contestant, (key) -> new LinkedHashMap<>());
			metrics.forEach((metric, values) -> each.put(metric, Spread.of(values)));
		});
		return new Outcome(this.workload.id(), this.workload.title(), this.workload.headline(),
				(System.nanoTime() - start) / NANOS_PER_SECOND, spreads, this.workload.aims());
	}

	/**
	 * Lets a contestant do something. A peer that fails is left out from then on.
	 */
	private void tolerating(Contestant contestant, Runnable action) {
		if (this.failed.contains(contestant)) {
			return;
		}
		try {
			action.run();
		}
		catch (WorkerException ex) {
			if (contestant.library() == Library.QUORUM_LOCK) {
				throw ex;
			}
			logger.warn("{} failed in {}", contestant.label(), this.workload.id(), ex);
			this.failed.add(contestant);
		}
	}

	private void measure(Crew crew) {
		NodeLoad loadBefore = crew.nodeLoad();
		long crewBefore = crew.cpuNanos();
		ProcessCpu proxy = ProcessCpu.start();
		long start = System.nanoTime();
		Map<Metric, Double> measured = new LinkedHashMap<>(this.workload.round(crew));
		double nanos = System.nanoTime() - start;
		long proxyNanos = proxy.nanos();
		NodeLoad load = crew.nodeLoad().since(loadBefore);
		measured.putIfAbsent(Metric.CLIENT_CPU, (crew.cpuNanos() - crewBefore) / nanos);
		measured.putIfAbsent(Metric.NODE_CPU, load.cpuSeconds() * NANOS_PER_SECOND / nanos);
		measured.putIfAbsent(Metric.PROXY_CPU, proxyNanos / nanos);
		measured.putIfAbsent(Metric.COMMANDS,
				load.commands() * NANOS_PER_SECOND / nanos / Math.max(1, crew.contestant().nodes()));
		Map<Metric, List<Double>> metrics = this.figures.computeIfAbsent(crew.contestant(),
				(contestant) -> new LinkedHashMap<>());
		measured.forEach((metric, value) -> metrics.computeIfAbsent(metric, (key) -> new ArrayList<>()).add(value));
	}

}
