package io.quorumlock.benchmark.workload;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.quorumlock.benchmark.jvm.Span;
import io.quorumlock.benchmark.library.Library;
import io.quorumlock.benchmark.node.Distance;
import io.quorumlock.benchmark.workload.HandOverLoop.Turn;
import io.quorumlock.benchmark.workload.HandOverLoop.Turns;

/**
 * How long it takes from the release in one JVM until the thread of another JVM that
 * waits for the lock has it.
 */
final class HandOverWorkload implements Workload {

	private static final Metric P50 = new Metric("release → held elsewhere p50", "ms");

	private static final Metric P99 = new Metric("release → held elsewhere p99", "ms");

	/** Everybody has slept for a while when the lock is released. */
	private static final Metric ROUND_TRIP = new Metric("a PING after as long a pause p50", "ms");

	private static final int PINGS = 50;

	private static final int WARM_UP_THREADS = 4;

	private static final Metric COUNT = new Metric("hand-overs measured", "");

	private static final Contestant OURS = Contestant.onFive(Library.QUORUM_LOCK);

	@Override
	public String id() {
		return "handover";
	}

	@Override
	public String title() {
		return "release → waiter in another JVM holds, 1 ms round trip";
	}

	@Override
	public Distance distance() {
		return Distance.FAR;
	}

	@Override
	public int jvms() {
		return 2;
	}

	@Override
	public List<Contestant> contestants() {
		return List.of(OURS, Contestant.onFive(Library.FAN_OUT_NOTIFY), Contestant.onFive(Library.REDISSON_RED_LOCK),
				Contestant.onOne(Library.QUORUM_LOCK), Contestant.onOne(Library.REDISSON_LOCK),
				Contestant.onOne(Library.REDISSON_FENCED_LOCK), Contestant.onOne(Library.SPRING_INTEGRATION_SPIN),
				Contestant.onOne(Library.SPRING_INTEGRATION_PUB_SUB));
	}

	@Override
	public Metric headline() {
		return P50;
	}

	@Override
	public List<Aim> aims() {
		return List.of(Aim.atMost(1.5, new Aim.Figure(OURS, P50)));
	}

	// A few hand-overs in a second are too rare for their code to be compiled soon
	@Override
	public void warmUp(Crew crew) {
		Span span = Span.of(WARM_UP);
		crew.runEach((index) -> new LockLoop(WARM_UP_THREADS, span, id() + "-warm-up-" + index, 0, 1, null),
				LoopResult.class);
		round(crew);
	}

	@Override
	public Map<Metric, Double> round(Crew crew) {
		Span span = Span.of(crew.length());
		List<Turns> turns = crew.runEach((index) -> new HandOverLoop(span, id()), Turns.class);
		List<OwnedTurn> all = turns.stream()
			.flatMap((each) -> each.stream().map((turn) -> new OwnedTurn(each, turn)))
			.sorted(Comparator.comparingLong((owned) -> owned.turn().heldAt()))
			.toList();
		Nanos handOvers = new Nanos();
		for (int i = 1; i < all.size(); i++) {
			OwnedTurn before = all.get(i - 1);
			OwnedTurn after = all.get(i);
			if (after.turn().heldAt() - before.turn().releasedAt() < 0) {
				throw new BrokenExclusionException(crew.contestant(), 1, 0);
			}
			if (before.owner() != after.owner() && after.turn().askedAt() - before.turn().releasedAt() < 0) {
				handOvers.add(after.turn().heldAt() - before.turn().releasedAt());
			}
		}
		Map<Metric, Double> metrics = new LinkedHashMap<>();
		metrics.put(P50, handOvers.percentileMillis(50));
		metrics.put(P99, handOvers.percentileMillis(99));
		metrics.put(ROUND_TRIP, crew.nodes().roundTripAfter(HandOverLoop.HOLD, PINGS) / 1e6);
		metrics.put(COUNT, (double) handOvers.count());
		return metrics;
	}

	/**
	 * A turn and whose it was.
	 *
	 * @param owner the turns of the one who had it
	 * @param turn the turn
	 */
	private record OwnedTurn(Turns owner, Turn turn) {

	}

}
