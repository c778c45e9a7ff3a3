package io.quorumlock.benchmark.workload;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.quorumlock.benchmark.library.Library;
import io.quorumlock.benchmark.node.Distance;
import io.quorumlock.benchmark.workload.Aim.Figure;

/**
 * All workloads, in the order of the table of aims.
 */
public final class Workloads {

	private static final Contestant OURS = Contestant.onFive(Library.QUORUM_LOCK);

	private static final Contestant OURS_ON_ONE = Contestant.onOne(Library.QUORUM_LOCK);

	private static final Contestant FLOOR = Contestant.onFive(Library.FAN_OUT);

	private static final Contestant RED_LOCK = Contestant.onFive(Library.REDISSON_RED_LOCK);

	private static final Contestant REDISSON = Contestant.onOne(Library.REDISSON_LOCK);

	private static final Contestant LOCAL = new Contestant(Library.LOCAL, 0);

	private static final List<Contestant> PEERS_ON_ONE = List.of(REDISSON,
			Contestant.onOne(Library.REDISSON_FENCED_LOCK), Contestant.onOne(Library.SPRING_INTEGRATION_SPIN),
			Contestant.onOne(Library.SPRING_INTEGRATION_PUB_SUB));

	private static final List<Contestant> PEERS_THAT_DO_NOT_WAIT = List.of(Contestant.onOne(Library.SHED_LOCK));

	private Workloads() {
	}

	/**
	 * All workloads.
	 * @param full whether those that take long are run at the size of the aims, or
	 * smaller
	 * @return what can be selected
	 */
	public static List<Workload> all(boolean full) {
		return List.of(far(), distinct(), distinctOnOne(), hot(), busy(), jvms(), new HandOverWorkload(),
				new HungWorkload(), (full) ? HeldWorkload.FULL : HeldWorkload.SHORT,
				(full) ? GrowthWorkload.FULL : GrowthWorkload.SHORT);
	}

	private static Workload far() {
		Metric metric = Metric.PAIR_P50;
		return new LoopWorkload("far", "1 thread, distinct keys, 1 ms round trip", Distance.FAR, 1, 1, false, 0, metric,
				concat(List.of(OURS, FLOOR, RED_LOCK, Contestant.onFive(Library.REDISSON_MULTI_LOCK), OURS_ON_ONE,
						Contestant.onOne(Library.FAN_OUT)), PEERS_ON_ONE, PEERS_THAT_DO_NOT_WAIT),
				List.of(Aim.atMost(1.05, new Figure(OURS, metric), new Figure(FLOOR, metric)),
						Aim.atMost(0.25, new Figure(OURS, metric), new Figure(RED_LOCK, metric))));
	}

	private static Workload distinct() {
		Metric metric = Metric.PAIRS;
		return new LoopWorkload("distinct", "32 threads, distinct keys, 5 nodes on loopback", Distance.NEAR, 1, 32,
				false, 0, metric, List.of(OURS, FLOOR, RED_LOCK, Contestant.onFive(Library.REDISSON_MULTI_LOCK)),
				List.of(Aim.atLeast(3, new Figure(OURS, metric), new Figure(FLOOR, metric)),
						Aim.atLeast(15, new Figure(OURS, metric), new Figure(RED_LOCK, metric))));
	}

	private static Workload distinctOnOne() {
		List<Contestant> peers = concat(PEERS_ON_ONE, PEERS_THAT_DO_NOT_WAIT);
		Figure[] others = peers.stream().map((peer) -> new Figure(peer, Metric.PAIRS)).toArray(Figure[]::new);
		return new LoopWorkload("distinct-one", "32 threads, distinct keys, a quorum of one on loopback", Distance.NEAR,
				1, 32, false, 0, Metric.PAIRS, concat(List.of(OURS_ON_ONE, Contestant.onOne(Library.FAN_OUT)), peers),
				List.of(Aim.atLeast(1.5, new Figure(OURS_ON_ONE, Metric.PAIRS), others)));
	}

	private static Workload hot() {
		return new LoopWorkload("hot", "16 threads on one key, empty section, loopback", Distance.NEAR, 1, 16, true, 0,
				Metric.PAIRS, contended(LOCAL),
				List.of(Aim.atLeast(30, new Figure(OURS, Metric.PAIRS), new Figure(REDISSON, Metric.PAIRS)),
						Aim.atLeast(0.8, new Figure(OURS, Metric.PAIRS), new Figure(LOCAL, Metric.PAIRS)),
						Aim.atMost(1.2, new Figure(OURS, Metric.MOST_LEAST))));
	}

	private static Workload busy() {
		return new LoopWorkload("busy", "16 threads on one key, 1 ms section, loopback", Distance.NEAR, 1, 16, true,
				Duration.ofMillis(1).toNanos(), Metric.PAIRS, contended(LOCAL),
				List.of(Aim.atLeast(0.95, new Figure(OURS, Metric.PAIRS), new Figure(LOCAL, Metric.PAIRS)),
						Aim.atMost(1.3, new Figure(OURS, Metric.WAIT_P99), new Figure(LOCAL, Metric.WAIT_P99))));
	}

	private static Workload jvms() {
		return new LoopWorkload("jvms", "4 JVMs × 4 threads on one key, empty section, loopback", Distance.NEAR, 4, 4,
				true, 0, Metric.PAIRS, contended(),
				List.of(Aim.atLeast(5, new Figure(OURS, Metric.PAIRS), new Figure(REDISSON, Metric.PAIRS)),
						Aim.atLeast(0.6, new Figure(OURS, Metric.SMALLEST_SHARE))));
	}

	private static List<Contestant> contended(Contestant... more) {
		return concat(List.of(OURS, Contestant.onFive(Library.FAN_OUT_NOTIFY), RED_LOCK), PEERS_ON_ONE, List.of(more));
	}

	@SafeVarargs
	private static List<Contestant> concat(List<Contestant>... parts) {
		List<Contestant> all = new ArrayList<>();
		Stream.of(parts).forEach(all::addAll);
		return List.copyOf(all);
	}

}
