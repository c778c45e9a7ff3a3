package io.quorumlock.test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import io.quorumlock.Lease;
import io.quorumlock.LockName;
import io.quorumlock.quorum.AcquireResult;
import io.quorumlock.quorum.LeaseEngine;
import io.quorumlock.quorum.Waiter;

/**
 * Lets virtual time go by while a thread waits, so that the wait ends at once. Only if
 * another thread of the application holds the lock does it wait for that thread, by the
 * machine's clock: virtual time would be over before the other had a chance.
 */
final class VirtualWaiter implements Waiter {

	private final VirtualTime time;

	private final LeaseEngine engine;

	private final Map<Lease, Thread> holders = new WeakHashMap<>();

	VirtualWaiter(VirtualTime time, LeaseEngine engine) {
		this.time = time;
		this.engine = engine;
	}

	@Override
	public AcquireResult await(LockName lock, Duration wait, Supplier<Future<AcquireResult>> start)
			throws InterruptedException, ExecutionException {
		// A real wait is never over before it has begun, so it would notice
		if (Thread.interrupted()) {
			throw new InterruptedException();
		}
		this.time.lock();
		try {
			long patience = awaitThreads(lock, wait.toNanos(), () -> false);
			Future<AcquireResult> result = start.get();
			while (!result.isDone()) {
				passTime(lock);
				// May be granted while another thread lets time go by
				patience = awaitThreads(lock, patience, result::isDone);
			}
			AcquireResult outcome = result.get();
			if (outcome instanceof AcquireResult.Acquired acquired) {
				this.holders.put(acquired.lease(), Thread.currentThread());
			}
			return outcome;
		}
		finally {
			this.time.unlock();
		}
	}

	private long awaitThreads(LockName lock, long patience, BooleanSupplier over) throws InterruptedException {
		return this.time.awaitWhile(() -> !over.getAsBoolean() && isHeldByAnotherThread(lock), patience);
	}

	private void passTime(LockName lock) {
		if (!this.time.step()) {
			throw new IllegalStateException("Nothing will ever end the wait for '" + lock + "'");
		}
	}

	private boolean isHeldByAnotherThread(LockName lock) {
		List<Lease> barring = this.engine.leases().stream().filter((lease) -> bars(lease.lock(), lock)).toList();
		return !barring.isEmpty()
				&& barring.stream().noneMatch((lease) -> this.holders.get(lease) == Thread.currentThread());
	}

	/**
	 * Whether who holds one lock keeps others from another.
	 */
	static boolean bars(LockName held, LockName wanted) {
		return held.name().equals(wanted.name()) && held.scope() == wanted.scope() && (held.keys().isEmpty()
				? wanted.keys().isEmpty() : held.keys().stream().anyMatch(wanted.keys()::contains));
	}

}
