package io.quorumlock.benchmark.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.quorumlock.benchmark.jvm.ProcessCpu;
import io.quorumlock.benchmark.jvm.Span;
import io.quorumlock.benchmark.jvm.Task;
import io.quorumlock.benchmark.library.Hold;
import io.quorumlock.benchmark.library.LockClient;
import io.quorumlock.benchmark.node.NodeLoad;

/**
 * Acquires many locks, holds them for a while and releases them, each on the thread that
 * acquired it. Measured is the while in between, in which nobody does anything.
 *
 * @param count how many
 * @param holdNanos for how long all of them are held
 * @param uris the nodes, to be asked how busy they are
 */
record HoldMany(int count, long holdNanos, List<String> uris) implements Task<HeldResult> {

	private static final int THREADS = 32;

	private static final int WARM_UP = 1000;

	@Override
	public HeldResult run(LockClient client) throws Exception {
		for (int i = 0; i < WARM_UP; i++) {
			client.acquire("warm-up").release();
		}
		ExecutorService executor = Executors.newFixedThreadPool(THREADS);
		try {
			String prefix = "held-" + System.nanoTime() + "-";
			CyclicBarrier acquired = new CyclicBarrier(THREADS + 1);
			CyclicBarrier over = new CyclicBarrier(THREADS + 1);
			long before = UsedHeap.bytes();
			long start = System.nanoTime();
			List<Future<Integer>> threads = new ArrayList<>();
			for (int thread = 0; thread < THREADS; thread++) {
				int number = thread;
				Callable<Integer> holder = () -> hold(client, prefix, number, acquired, over);
				threads.add(executor.submit(holder));
			}
			acquired.await();
			double acquireSeconds = (System.nanoTime() - start) / 1e9;
			double bytesPerLock = (double) (UsedHeap.bytes() - before) / this.count;
			HeldResult result = measure(bytesPerLock, acquireSeconds);
			over.await();
			int lost = 0;
			for (Future<Integer> thread : threads) {
				lost += thread.get();
			}
			return result.withLost(lost);
		}
		finally {
			executor.shutdownNow();
		}
	}

	private HeldResult measure(double bytesPerLock, double acquireSeconds) {
		NodeLoad before = NodeLoad.of(this.uris);
		ProcessCpu cpu = ProcessCpu.start();
		long start = System.nanoTime();
		Span.park(this.holdNanos);
		double seconds = (System.nanoTime() - start) / 1e9;
		double cores = cpu.nanos() / 1e9 / seconds;
		NodeLoad load = NodeLoad.of(this.uris).since(before);
		return new HeldResult(bytesPerLock, acquireSeconds, cores, load.cpuSeconds() / seconds,
				load.commands() / seconds / this.uris.size(), watchdogs(), 0);
	}

	private static long watchdogs() {
		return Thread.getAllStackTraces().keySet().stream().filter((thread) -> isWatchdog(thread.getName())).count();
	}

	private static boolean isWatchdog(String name) {
		return name.startsWith("lock-watchdog");
	}

	private int hold(LockClient client, String prefix, int thread, CyclicBarrier acquired, CyclicBarrier over)
			throws Exception {
		List<Hold> holds = new ArrayList<>();
		for (int i = thread; i < this.count; i += THREADS) {
			holds.add(client.acquire(prefix + i));
		}
		acquired.await();
		over.await();
		return (int) holds.stream().filter(HoldMany::isLost).count();
	}

	private static boolean isLost(Hold hold) {
		boolean held = hold.isHeld();
		try {
			hold.release();
		}
		catch (IllegalMonitorStateException ex) {
			held = false;
		}
		return !held;
	}

}
