package io.quorumlock.chaos;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Lets the faults of a plan happen. Each sort of target has a thread of its own, so that
 * nodes need not wait until a client is launched.
 */
final class Nemesis implements AutoCloseable {

	private static final long POSTPONED_MILLIS = 50;

	/** How far a busy machine may fall behind the plan. */
	private static final Duration BEHIND = Duration.ofSeconds(60);

	private final ScheduledExecutorService forNodes = Executors.newSingleThreadScheduledExecutor();

	private final ScheduledExecutorService forClients = Executors.newSingleThreadScheduledExecutor();

	private final Faults nodes;

	private final Faults clients;

	private final Map<FaultKind, Integer> happened = Collections.synchronizedMap(new TreeMap<>());

	private final Queue<Throwable> problems = new ConcurrentLinkedQueue<>();

	Nemesis(Faults nodes, Faults clients) {
		this.nodes = nodes;
		this.clients = clients;
	}

	/**
	 * Carries out a plan, and returns when all that it began has ended.
	 * @param plan the faults in the order of time
	 * @return how often which kind happened
	 */
	Map<FaultKind, Integer> carryOut(List<PlannedFault> plan) throws InterruptedException {
		CountDownLatch open = new CountDownLatch(plan.size());
		for (PlannedFault fault : plan) {
			schedule(fault, fault.at(), () -> begin(fault, open), open);
		}
		long length = plan.stream().mapToLong((fault) -> fault.at() + fault.duration()).max().orElse(0);
		boolean done = open.await(length + BEHIND.toMillis(), TimeUnit.MILLISECONDS);
		if (!done || !this.problems.isEmpty()) {
			AssertionError error = new AssertionError("Faults that did not happen as planned: " + open.getCount());
			this.problems.forEach(error::addSuppressed);
			throw error;
		}
		return new TreeMap<>(this.happened);
	}

	private void begin(PlannedFault fault, CountDownLatch open) {
		Faults faults = fault.isForNodes() ? this.nodes : this.clients;
		if (!faults.mayBegin(fault)) {
			schedule(fault, POSTPONED_MILLIS, () -> begin(fault, open), open);
			return;
		}
		OngoingFault ongoing = faults.begin(fault);
		schedule(fault, fault.duration(), () -> end(fault, ongoing, open), open);
	}

	private void end(PlannedFault fault, OngoingFault ongoing, CountDownLatch open) {
		if (!ongoing.mayEnd()) {
			schedule(fault, POSTPONED_MILLIS, () -> end(fault, ongoing, open), open);
			return;
		}
		ongoing.end();
		this.happened.merge(fault.kind(), 1, Integer::sum);
		open.countDown();
	}

	// What goes wrong is kept as a problem
	@SuppressWarnings("FutureReturnValueIgnored")
	private void schedule(PlannedFault fault, long delayMillis, Runnable step, CountDownLatch open) {
		ScheduledExecutorService executor = fault.isForNodes() ? this.forNodes : this.forClients;
		executor.schedule(() -> {
			try {
				step.run();
			}
			catch (RuntimeException | AssertionError ex) {
				this.problems.add(new AssertionError(fault + " failed", ex));
				open.countDown();
			}
		}, delayMillis, TimeUnit.MILLISECONDS);
	}

	@Override
	public void close() {
		for (ScheduledExecutorService executor : List.of(this.forNodes, this.forClients)) {
			executor.shutdownNow();
			try {
				executor.awaitTermination(10, TimeUnit.SECONDS);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}
	}

}
