package io.quorumlock.benchmark.workload;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

import io.quorumlock.benchmark.jvm.Span;
import io.quorumlock.benchmark.node.Distance;

/**
 * Threads of one or more JVMs that acquire and release in a loop, all the same lock or
 * each its own.
 *
 * @param id by what it is selected
 * @param title what it is, in a few words
 * @param distance how far away the nodes are
 * @param jvms in how many JVMs
 * @param threads how many threads in each
 * @param contended whether all want the same lock
 * @param sectionNanos how long a section lasts
 * @param headline what matters most
 * @param contestants who takes part
 * @param aims what is hoped for
 */
record LoopWorkload(String id, String title, Distance distance, int jvms, int threads, boolean contended,
		long sectionNanos, Metric headline, List<Contestant> contestants, List<Aim> aims) implements Workload {

	private static final int NAMES = 64;

	@Override
	public Map<Metric, Double> round(Crew crew) {
		Path file = (this.contended) ? Occupancy.newFile() : null;
		Span span = Span.of(crew.length());
		List<LoopResult> results = crew
			.runEach((index) -> new LockLoop(this.threads, span, (this.contended) ? this.id : this.id + "-" + index,
					this.sectionNanos, NAMES, (file != null) ? file.toString() : null), LoopResult.class);
		if (file != null) {
			Occupancy.map(file).verify(crew.contestant(), results.stream().mapToLong(LoopResult::sections).sum());
		}
		return metrics(results, span);
	}

	private Map<Metric, Double> metrics(List<LoopResult> results, Span span) {
		Nanos waits = Nanos.merge(results.stream().map(LoopResult::waits).toList());
		Nanos pairs = Nanos.merge(results.stream().map(LoopResult::pairs).toList());
		Map<Metric, Double> metrics = new LinkedHashMap<>();
		metrics.put(Metric.PAIRS, pairs.count() / span.seconds());
		if (this.contended) {
			metrics.put(Metric.WAIT_P50, waits.percentileMillis(50));
			metrics.put(Metric.WAIT_P99, waits.percentileMillis(99));
			long[] served = results.stream().flatMapToLong((result) -> LongStream.of(result.served())).toArray();
			metrics.put(Metric.MOST_LEAST, (double) LongStream.of(served).max().orElse(0)
					/ Math.max(1, LongStream.of(served).min().orElse(0)));
		}
		else {
			metrics.put(Metric.PAIR_P50, pairs.percentileMillis(50));
			metrics.put(Metric.PAIR_P99, pairs.percentileMillis(99));
		}
		if (this.jvms > 1) {
			long least = results.stream().mapToLong(LoopResult::sections).min().orElse(0);
			metrics.put(Metric.SMALLEST_SHARE, (double) least * this.jvms / Math.max(1, waits.count()));
		}
		return metrics;
	}

}
