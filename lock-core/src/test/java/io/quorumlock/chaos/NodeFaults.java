package io.quorumlock.chaos;

import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import io.quorumlock.chaos.FaultKind.Target;
import io.quorumlock.chaos.WellBeing.Illness;
import io.quorumlock.testing.FaultProxy.Direction;

/**
 * How nodes are harmed, and helped again.
 */
final class NodeFaults implements Faults {

	private static final int MAX_TAIL = 64 * 1024;

	private final List<ChaosNode> nodes;

	private final WellBeing cluster;

	private final Random random;

	private final BitSet busy = new BitSet();

	private long lossFree = System.nanoTime() + ChaosSettings.BOOTSTRAP_WINDOW.plus(ChaosSettings.SLACK).toNanos();

	NodeFaults(List<ChaosNode> nodes, WellBeing cluster, long seed) {
		this.nodes = nodes;
		this.cluster = cluster;
		this.random = new Random(seed);
	}

	/**
	 * No two nodes lose data within one restart guard: beyond this, nothing is promised.
	 */
	@Override
	public boolean mayBegin(PlannedFault fault) {
		FaultKind kind = fault.kind();
		boolean free = targets(fault).noneMatch(this.busy::get);
		return free && (!kind.keepsLossesAway() || System.nanoTime() - this.lossFree >= 0);
	}

	@Override
	public OngoingFault begin(PlannedFault fault) {
		targets(fault).forEach(this.busy::set);
		List<OngoingFault> each = targets(fault).mapToObj((node) -> begin(fault.kind(), node)).toList();
		return () -> {
			each.forEach(OngoingFault::end);
			targets(fault).forEach(this.busy::clear);
			if (fault.kind().keepsLossesAway()) {
				this.lossFree = System.nanoTime() + Duration.ofMillis(FaultPlan.LOSS_DISTANCE).toNanos();
			}
		};
	}

	private IntStream targets(PlannedFault fault) {
		return (fault.kind().target() == Target.ALL_NODES) ? IntStream.range(0, this.nodes.size())
				: IntStream.of(fault.target());
	}

	private OngoingFault begin(FaultKind kind, int node) {
		Illness illness = this.cluster.falls(node);
		Runnable remedy = strike(kind, this.nodes.get(node));
		return () -> {
			remedy.run();
			this.cluster.recovers(illness, kind.isRebirth() ? ChaosSettings.RESTART_GUARD.toNanos() : 0);
		};
	}

	private Runnable strike(FaultKind kind, ChaosNode node) {
		switch (kind) {
			case NODE_PAUSE -> node.server().pause();
			case NODE_KILL, ALL_NODES_KILL, NODE_KILL_DATA_LOST, NODE_KILL_TAIL_LOST -> node.server().kill();
			case FLUSHALL -> node.server().flushAll();
			case SCRIPT_FLUSH -> node.server().execute("SCRIPT FLUSH");
			case CLIENT_KILL -> node.server().execute("CLIENT KILL TYPE normal");
			case PROXY_DELAY -> node.proxy().delay(Duration.ofMillis(this.random.nextInt(5, 200)));
			case PROXY_DROP_REQUESTS -> node.proxy().drop(Direction.TO_SERVER);
			case PROXY_DROP_REPLIES -> node.proxy().drop(Direction.TO_CLIENT);
			case PROXY_RESET -> node.proxy().reset();
			case PROXY_STALL -> node.proxy().stall();
			case PROXY_HALF_OPEN -> node.proxy().halfOpen();
			default -> throw new IllegalArgumentException("Not for a node: " + kind);
		}
		return switch (kind) {
			case NODE_PAUSE -> node.server()::resume;
			case NODE_KILL, ALL_NODES_KILL -> node.server()::restart;
			case NODE_KILL_DATA_LOST -> () -> {
				node.data().delete();
				node.server().restart();
			};
			case NODE_KILL_TAIL_LOST -> () -> {
				node.data().cutTail(this.random.nextInt(1, MAX_TAIL));
				node.server().restart();
			};
			case FLUSHALL, SCRIPT_FLUSH, CLIENT_KILL, PROXY_RESET -> () -> {
			};
			default -> node.proxy()::heal;
		};
	}

}
