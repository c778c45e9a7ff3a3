package io.quorumlock.benchmark;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.quorumlock.benchmark.library.Library;
import io.quorumlock.benchmark.report.Outcome;
import io.quorumlock.benchmark.report.Spread;
import io.quorumlock.benchmark.workload.Aim;
import io.quorumlock.benchmark.workload.Contestant;
import io.quorumlock.benchmark.workload.Metric;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.util.Statistics;

/**
 * Runs what JMH measures, and compares what the annotations cost with the aims.
 */
final class InsideProcess {

	private static final Contestant OURS = new Contestant(Library.QUORUM_LOCK, 0);

	private static final Metric PLAIN = new Metric("plain proxied call", "ns");

	private static final Metric LOCK = new Metric("@DistributedLock, over the plain call", "ns");

	private static final Metric LEADER = new Metric("@LeaderOnly, over the plain call", "ns");

	private final Options options;

	InsideProcess(Options options) {
		this.options = options;
	}

	/**
	 * Runs what was selected.
	 * @return what the annotations cost, if that was selected
	 */
	List<Outcome> run() throws RunnerException {
		long start = System.nanoTime();
		Collection<RunResult> results = new Runner(new OptionsBuilder().include(this.options.benchmark())
			.addProfiler(GCProfiler.class)
			.resultFormat(ResultFormatType.JSON)
			.result(this.options.target().resolve("benchmarks.json").toString())
			.build()).run();
		Map<String, Statistics> scores = new LinkedHashMap<>();
		results.forEach(
				(result) -> scores.put(result.getParams().getBenchmark(), result.getPrimaryResult().getStatistics()));
		return outcome(scores, (System.nanoTime() - start) / 1e9);
	}

	private static List<Outcome> outcome(Map<String, Statistics> scores, double seconds) {
		Statistics plain = scores.get(name("plain"));
		Statistics locked = scores.get(name("distributedLock"));
		Statistics leading = scores.get(name("leaderOnly"));
		if (plain == null || locked == null || leading == null) {
			return List.of();
		}
		Map<Metric, Spread> figures = new LinkedHashMap<>();
		figures.put(PLAIN, over(plain, 0));
		figures.put(LOCK, over(locked, plain.getPercentile(50)));
		figures.put(LEADER, over(leading, plain.getPercentile(50)));
		return List.of(new Outcome("annotations", "annotated empty method, one node in memory", LOCK, seconds,
				Map.of(OURS, figures),
				List.of(Aim.atMost(2000, new Aim.Figure(OURS, LOCK)), Aim.atMost(100, new Aim.Figure(OURS, LEADER)))));
	}

	private static String name(String method) {
		return AnnotationBenchmark.class.getName() + "." + method;
	}

	private static Spread over(Statistics statistics, double base) {
		return new Spread(statistics.getPercentile(50) - base, statistics.getMin() - base, statistics.getMax() - base);
	}

}
