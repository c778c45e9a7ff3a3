package io.quorumlock;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many invocations need a lease: the last one to end gives it back. For what takes
 * locks around invocations. Thread-safe.
 */
public final class LeaseHolds {

	private final Object source;

	private final Lease lease;

	private final AtomicInteger count = new AtomicInteger(1);

	/**
	 * The hold of one invocation, for which a lease was acquired.
	 * @param source where the lease comes from, such as a lock manager or an election
	 * @param lease the lease
	 */
	public LeaseHolds(Object source, Lease lease) {
		this.source = source;
		this.lease = lease;
	}

	/**
	 * The lease.
	 * @return the lease, held or lost
	 */
	public Lease lease() {
		return this.lease;
	}

	/**
	 * Whether an invocation that needs a lock need not acquire it.
	 * @param other where it would acquire it
	 * @param lock what it needs
	 * @return {@code true} if this lease covers it
	 */
	public boolean cover(Object other, LockName lock) {
		return other == this.source && this.lease.lock().covers(lock);
	}

	/**
	 * One more invocation needs the lease; it lets go of it later.
	 * @return {@code false} if all have let go, so that the lease is given back already
	 */
	public boolean retain() {
		return this.count.getAndUpdate((holds) -> (holds > 0) ? holds + 1 : 0) > 0;
	}

	/**
	 * One invocation needs the lease no longer.
	 * @return {@code true} if it was the last one and so has to give the lease back
	 */
	public boolean letGo() {
		return this.count.decrementAndGet() == 0;
	}

}
