package io.quorumlock.benchmark.workload;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.quorumlock.benchmark.jvm.Span;
import io.quorumlock.benchmark.library.Library;

/**
 * What it costs that nodes hang: processes that are stopped, so that connections stay and
 * answers do not come. At first, when nobody has noticed, and after a while, when those
 * who have a circuit breaker have opened it.
 */
final class HungWorkload implements Workload {

	private static final Contestant OURS = Contestant.onFive(Library.QUORUM_LOCK);

	private static final Metric NONE_P50 = new Metric("p50, none hung", "ms");

	private static final Metric NONE_P99 = new Metric("p99, none hung", "ms");

	private static final int NAMES = 64;

	private static final int MOST_HUNG = 2;

	@Override
	public String id() {
		return "hung";
	}

	@Override
	public String title() {
		return "1 thread, distinct keys, loopback, 1 and 2 of 5 nodes hung";
	}

	@Override
	public List<Contestant> contestants() {
		return List.of(OURS, Contestant.onFive(Library.FAN_OUT),
				Contestant.onFive(Library.REDISSON_IMPATIENT_RED_LOCK));
	}

	@Override
	public Metric headline() {
		return p99(MOST_HUNG);
	}

	@Override
	public List<Aim> aims() {
		Aim.Figure none = new Aim.Figure(OURS, NONE_P99);
		return List.of(Aim.atMost(1.2, new Aim.Figure(OURS, p99(1)), none),
				Aim.atMost(1.2, new Aim.Figure(OURS, p99(2)), none));
	}

	private static Metric p99(int hung) {
		return new Metric("p99, " + hung + " hung", "ms");
	}

	@Override
	public Map<Metric, Double> round(Crew crew) {
		Map<Metric, Double> metrics = new LinkedHashMap<>();
		Nanos none = pairs(crew, crew.length());
		metrics.put(NONE_P50, none.percentileMillis(50));
		metrics.put(NONE_P99, none.percentileMillis(99));
		try {
			for (int hung = 1; hung <= MOST_HUNG; hung++) {
				crew.nodes().hang(hung);
				Nanos first = pairs(crew, crew.length().dividedBy(4));
				pairs(crew, crew.length());
				Nanos later = pairs(crew, crew.length());
				metrics.put(new Metric("p50, " + hung + " just hung", "ms"), first.percentileMillis(50));
				metrics.put(new Metric("p99, " + hung + " just hung", "ms"), first.percentileMillis(99));
				metrics.put(new Metric("p50, " + hung + " hung", "ms"), later.percentileMillis(50));
				metrics.put(p99(hung), later.percentileMillis(99));
			}
		}
		finally {
			crew.nodes().resume();
		}
		pairs(crew, crew.length());
		return metrics;
	}

	private static Nanos pairs(Crew crew, Duration length) {
		return crew.run(LockLoop.alone(Span.of(length), "hung", NAMES), LoopResult.class).pairs();
	}

}
