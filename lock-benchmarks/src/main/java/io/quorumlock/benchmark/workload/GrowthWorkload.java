package io.quorumlock.benchmark.workload;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.quorumlock.benchmark.jvm.Span;
import io.quorumlock.benchmark.library.Library;

/**
 * Whether it costs more when more names are known: names that were locked before, whose
 * fences the node still keeps.
 *
 * @param sizes how many names are known
 */
record GrowthWorkload(List<Integer> sizes) implements Workload {

	static final GrowthWorkload FULL = new GrowthWorkload(List.of(10, 1000, 100_000, 1_000_000));

	static final GrowthWorkload SHORT = new GrowthWorkload(List.of(10, 1000, 100_000));

	private static final Contestant OURS = Contestant.onOne(Library.QUORUM_LOCK);

	private static final Metric LEFT = new Metric("heap left per released name", "bytes");

	private static final Metric LEFT_ON_NODE = new Metric("memory per known name on the node", "bytes");

	@Override
	public String id() {
		return "growth";
	}

	@Override
	public String title() {
		return "1 thread, loopback, from 10 to %,d known names on one node".formatted(largest());
	}

	@Override
	public boolean isLong() {
		return true;
	}

	@Override
	public List<Contestant> contestants() {
		return List.of(OURS);
	}

	@Override
	public Metric headline() {
		return p50(largest());
	}

	@Override
	public List<Aim> aims() {
		return List.of(
				Aim.atMost(1.2, new Aim.Figure(OURS, p50(largest())), new Aim.Figure(OURS, p50(this.sizes.get(0)))),
				Aim.atMost(4, new Aim.Figure(OURS, LEFT)));
	}

	private int largest() {
		return this.sizes.get(this.sizes.size() - 1);
	}

	private static Metric p50(int names) {
		return new Metric("acquire p50, %,d names".formatted(names), "ms");
	}

	@Override
	public Map<Metric, Double> round(Crew crew) {
		String prefix = "growth-" + System.nanoTime();
		crew.run(LockLoop.alone(Span.of(WARM_UP), prefix + "-warm-up", this.sizes.get(0)), LoopResult.class);
		long heap = crew.run(new VisitNames(prefix, 0, 0), Long.class);
		long memory = crew.nodeLoad().memory();
		Map<Metric, Double> metrics = new LinkedHashMap<>();
		int known = 0;
		for (int size : this.sizes) {
			long heapNow = crew.run(new VisitNames(prefix, known, size), Long.class);
			known = size;
			metrics.put(LEFT, (double) (heapNow - heap) / known);
			metrics.put(LEFT_ON_NODE, (double) (crew.nodeLoad().memory() - memory) / known);
			LoopResult result = crew.run(LockLoop.alone(Span.of(crew.length()), prefix, size), LoopResult.class);
			metrics.put(p50(size), result.waits().percentileMillis(50));
		}
		return metrics;
	}

}
