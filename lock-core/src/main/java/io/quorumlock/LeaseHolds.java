package io.quorumlock;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many invocations need a lease: the last one to end gives it back. For what takes
 * locks around invocations. Thread-safe.
 */
public final class LeaseHolds {

	private final Object source;

	private final Lease lease;

	private final AtomicInteger count = new AtomicInteger(1);

	/** Most leases have but one. */
	private final List<Watch> watches = new ArrayList<>(1);

	private boolean watching;

	private boolean lost;

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

	/**
	 * Calls back as {@link Lease#onLost(Runnable)} does, but only until told to stop: the
	 * lease may outlast many invocations, and would keep the callbacks of all of them.
	 * @param callback what to run
	 * @return to be ended when the invocation has
	 */
	public LossWatch onLost(Runnable callback) {
		Watch watch = new Watch(callback);
		boolean first;
		boolean late;
		synchronized (this.watches) {
			this.watches.add(watch);
			first = !this.watching;
			this.watching = true;
			late = this.lost;
		}
		if (first) {
			this.lease.onLost(this::lost);
		}
		else if (late) {
			this.lease.onLost(watch::tell);
		}
		return watch;
	}

	private void lost() {
		List<Watch> due;
		synchronized (this.watches) {
			this.lost = true;
			due = List.copyOf(this.watches);
		}
		// Each in a task of its own, so that none waits for another or suffers from it
		due.forEach((watch) -> this.lease.onLost(watch::tell));
	}

	/**
	 * Somebody who is to be told of a loss.
	 */
	@FunctionalInterface
	public interface LossWatch {

		/**
		 * Nobody needs to be told any more.
		 * @return {@code true} if the callback has not begun, and never will
		 */
		boolean end();

	}

	private final class Watch implements LossWatch {

		private final Runnable callback;

		Watch(Runnable callback) {
			this.callback = callback;
		}

		void tell() {
			if (end()) {
				this.callback.run();
			}
		}

		@Override
		public boolean end() {
			synchronized (LeaseHolds.this.watches) {
				return LeaseHolds.this.watches.remove(this);
			}
		}

	}

}
