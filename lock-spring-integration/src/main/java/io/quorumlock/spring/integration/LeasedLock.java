package io.quorumlock.spring.integration;

import java.time.Duration;
import java.util.ConcurrentModificationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import io.quorumlock.Lease;
import io.quorumlock.LeaseLostException;
import io.quorumlock.LeaseRequest;
import io.quorumlock.LockName;
import io.quorumlock.LockNotAcquiredException;
import org.jspecify.annotations.Nullable;

import org.springframework.integration.support.locks.DistributedLock;

/**
 * A lock that stands for a lease. Threads of this process queue for a local lock, and
 * whoever has that asks for the lease.
 */
final class LeasedLock implements DistributedLock {

	/** For how long an outage may last before {@code lock} says so. */
	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final LockName name;

	private final LockPool pool;

	private final ReentrantLock local = new ReentrantLock();

	/** Guarded by the local lock. */
	private @Nullable Lease lease;

	LeasedLock(LockName name, LockPool pool) {
		this.name = name;
		this.pool = pool;
	}

	@Override
	public void lock() {
		lock(LeaseRequest.of(this.name));
	}

	@Override
	public void lock(Duration ttl) {
		lock(LeaseRequest.of(this.name).withMaxHold(ttl));
	}

	private void lock(LeaseRequest request) {
		this.local.lock();
		enter(Acquisition.uninterruptible(() -> acquire(request)));
	}

	@Override
	public void lockInterruptibly() throws InterruptedException {
		this.local.lockInterruptibly();
		enter(() -> acquire(LeaseRequest.of(this.name)));
	}

	@Override
	public boolean tryLock() {
		LeaseRequest request = LeaseRequest.of(this.name);
		return this.local.tryLock() && enter(Acquisition.uninterruptible(() -> attempt(request)));
	}

	@Override
	public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
		return tryLock(Duration.ofNanos(unit.toNanos(time)), LeaseRequest.of(this.name));
	}

	@Override
	public boolean tryLock(Duration waitTime, Duration ttl) throws InterruptedException {
		return tryLock(waitTime, LeaseRequest.of(this.name).withMaxHold(ttl));
	}

	private boolean tryLock(Duration waitTime, LeaseRequest request) throws InterruptedException {
		// Whoever would wait for ever says so by the longest time there is
		long waitNanos = ((waitTime.compareTo(LeaseRequest.MAX_DURATION) < 0) ? waitTime : LeaseRequest.MAX_DURATION)
			.toNanos();
		long start = this.pool.ticker().nanos();
		if (!this.local.tryLock(waitNanos, TimeUnit.NANOSECONDS)) {
			return false;
		}
		return enter(() -> {
			long left = waitNanos - (this.pool.ticker().nanos() - start);
			return acquire(request, Duration.ofNanos(Math.max(0, left)));
		});
	}

	private @Nullable Lease attempt(LeaseRequest request) throws InterruptedException {
		return this.pool.manager().tryAcquire(request).orElse(null);
	}

	private Lease acquire(LeaseRequest request) throws InterruptedException {
		Lease acquired = null;
		while (acquired == null) {
			acquired = acquire(request, PATIENCE);
		}
		return acquired;
	}

	private @Nullable Lease acquire(LeaseRequest request, Duration wait) throws InterruptedException {
		try {
			return this.pool.manager().acquire(request.withWaitTime(wait));
		}
		catch (LockNotAcquiredException ex) {
			return null;
		}
	}

	/**
	 * Completes what has begun with the local lock, or undoes it.
	 */
	private <E extends Exception> boolean enter(Acquisition<E> acquisition) throws E {
		boolean entered = false;
		try {
			if (this.lease != null) {
				ensureHeld(this.lease);
			}
			else {
				this.lease = acquisition.acquire();
			}
			entered = this.lease != null;
		}
		finally {
			if (entered) {
				this.pool.held(this);
			}
			else {
				this.local.unlock();
			}
		}
		return entered;
	}

	@Override
	public void unlock() {
		Lease ending = requireOwned();
		if (this.local.getHoldCount() > 1) {
			this.local.unlock();
			return;
		}
		try {
			ensureHeld(ending);
			ending.close();
		}
		finally {
			this.lease = null;
			this.pool.released(this);
			this.local.unlock();
		}
	}

	void renew(@Nullable Duration ttl) {
		if (!requireOwned().extend(ttl, null)) {
			throw new IllegalStateException("Could not renew lock '" + this.name + "': it is lost");
		}
	}

	@Override
	public Condition newCondition() {
		throw new UnsupportedOperationException("Conditions are not supported");
	}

	private Lease requireOwned() {
		if (!this.local.isHeldByCurrentThread() || this.lease == null) {
			throw new IllegalStateException("You do not own lock at '" + this.name + "'");
		}
		return this.lease;
	}

	private void ensureHeld(Lease held) {
		try {
			held.ensureHeld();
		}
		catch (LeaseLostException ex) {
			throw new ConcurrentModificationException("Lock was released in the store due to expiration. "
					+ "Others may have changed what '" + this.name + "' protects", ex);
		}
	}

	@Override
	public String toString() {
		return "LeasedLock[" + this.name + "]";
	}

}
