package io.quorumlock.chaos;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.quorumlock.testing.Await;

/**
 * Some nodes, some clients, the register they write to, and all that happens to them.
 */
final class ChaosRun implements AutoCloseable {

	/** What remains to be done when no more faults happen. */
	private static final Duration EPILOGUE = Duration.ofSeconds(4);

	private final long startedAt = System.nanoTime();

	private final long seed;

	private final Path logs;

	private final List<ChaosNode> nodes = new ArrayList<>();

	private final List<ClientSeat> seats = new ArrayList<>();

	private final WellBeing cluster;

	private final GuardedRegister register;

	/**
	 * Starts everything.
	 * @param seed decides which faults happen
	 * @param nodes how many nodes
	 * @param ownNetwork whether one client gets a network of its own
	 * @param logs where the clients' errors go
	 */
	ChaosRun(long seed, int nodes, boolean ownNetwork, Path logs) {
		this.seed = seed;
		this.logs = logs;
		this.cluster = new WellBeing(nodes);
		InetAddress address = ownNetwork ? new InetSocketAddress(0).getAddress() : InetAddress.getLoopbackAddress();
		this.register = new GuardedRegister(address, this.cluster);
		try {
			for (int i = 0; i < nodes; i++) {
				this.nodes.add(new ChaosNode(address));
			}
			for (int i = 0; i < ChaosSettings.CLIENTS; i++) {
				this.seats.add(new ClientSeat(i, this, ownNetwork && i == ChaosSettings.CUT_OFF_CLIENT));
			}
			this.seats.forEach(ClientSeat::launch);
		}
		catch (RuntimeException | Error ex) {
			close();
			throw ex;
		}
	}

	/**
	 * Lets faults happen for some time, ends the clients and looks what is left.
	 * @param length for how long
	 * @param kinds what may happen
	 */
	ChaosFigures suffer(Duration length, Set<FaultKind> kinds) throws InterruptedException {
		awaitProgress("at first");
		long left = length.minusNanos(System.nanoTime() - this.startedAt).minus(EPILOGUE).toMillis();
		List<PlannedFault> plan = FaultPlan.of(this.seed, this.nodes.size(), left, kinds);
		Map<FaultKind, Integer> faults;
		try (Nemesis nemesis = new Nemesis(new NodeFaults(this.nodes, this.cluster, this.seed),
				new ClientFaults(this.seats, this.register))) {
			faults = nemesis.carryOut(plan);
		}
		awaitProgress("after all faults");
		if (orphans() == 0) {
			throw new AssertionError("Whoever works has a session, so orphan keys could not be seen either");
		}
		this.seats.forEach(ClientSeat::stop);
		long orphans = awaitNoOrphans();
		Duration taken = Duration.ofNanos(System.nanoTime() - this.startedAt);
		return ChaosFigures.of(taken, faults, this.register, orphans);
	}

	/**
	 * Waits until each client has got a lock that it had not before.
	 */
	private void awaitProgress(String when) {
		for (ClientSeat seat : this.seats) {
			long before = this.register.acquisitionsOf(seat.id());
			Await.until(seat.id() + " gets a lock " + when, Duration.ofSeconds(15),
					() -> this.register.acquisitionsOf(seat.id()) > before);
		}
	}

	/**
	 * Waits until the sessions of clients that were killed have ended.
	 * @return how much is left nevertheless
	 */
	private long awaitNoOrphans() {
		long end = System.nanoTime() + ChaosSettings.LEASE_TIME.plus(ChaosSettings.SLACK).toNanos();
		Await.until("sessions have ended", () -> orphans() == 0 || System.nanoTime() - end > 0);
		return orphans();
	}

	private long orphans() {
		return this.nodes.stream().mapToLong((node) -> OrphanKeys.count(node.server())).sum();
	}

	String uris(String host) {
		return this.nodes.stream().map((node) -> node.uri(host)).collect(Collectors.joining(","));
	}

	GuardedRegister register() {
		return this.register;
	}

	long seed() {
		return this.seed;
	}

	Path log(String client) {
		return this.logs.resolve(this.nodes.size() + "-nodes-" + client + ".log");
	}

	@Override
	public void close() {
		this.seats.forEach(ClientSeat::close);
		this.nodes.forEach(ChaosNode::close);
		this.register.close();
	}

}
