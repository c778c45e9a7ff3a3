package io.quorumlock;

import org.jspecify.annotations.Nullable;

/**
 * Binds a lease to the calling thread while an invocation runs under it, so that
 * {@link Lease#current()} finds it. For what takes locks around invocations; nested
 * scopes end in reverse order, each on the thread that opened it.
 */
public final class LeaseScope implements AutoCloseable {

	private static final ThreadLocal<@Nullable LeaseScope> CURRENT = new ThreadLocal<>();

	private final @Nullable LeaseHolds holds;

	private final @Nullable LeaseScope outer;

	private LeaseScope(@Nullable LeaseHolds holds, @Nullable LeaseScope outer) {
		this.holds = holds;
		this.outer = outer;
	}

	/**
	 * Binds a lease to this thread until the scope is closed.
	 * @param holds the lease
	 * @return the scope
	 */
	public static LeaseScope open(LeaseHolds holds) {
		return bind(holds);
	}

	/**
	 * Hides the leases of this thread from {@link Lease#current()} until the scope is
	 * closed, for an invocation that runs without the lease that it asked for: the token
	 * of another lease would be the wrong one.
	 * @return the scope
	 */
	public static LeaseScope openWithout() {
		return bind(null);
	}

	private static LeaseScope bind(@Nullable LeaseHolds holds) {
		LeaseScope scope = new LeaseScope(holds, CURRENT.get());
		CURRENT.set(scope);
		return scope;
	}

	/**
	 * The lease under which this thread holds a lock already, as an invocation within
	 * another that locks the same takes no second lease.
	 * @param source where the lease comes from, such as a lock manager or an election
	 * @param lock what is to be locked
	 * @return the holds of a lease that covers it, {@code null} if there is none
	 */
	public static @Nullable LeaseHolds find(Object source, LockName lock) {
		for (LeaseScope scope = CURRENT.get(); scope != null; scope = scope.outer) {
			LeaseHolds holds = scope.holds;
			if (holds != null && holds.cover(source, lock)) {
				return holds;
			}
		}
		return null;
	}

	/**
	 * Ensures that all leases of this thread are held, for what is about to make the work
	 * of several invocations final.
	 * @throws LeaseLostException if one is not
	 */
	public static void ensureAllHeld() {
		for (LeaseScope scope = CURRENT.get(); scope != null; scope = scope.outer) {
			if (scope.holds != null) {
				scope.holds.lease().ensureHeld();
			}
		}
	}

	static @Nullable Lease current() {
		LeaseScope scope = CURRENT.get();
		return (scope != null && scope.holds != null) ? scope.holds.lease() : null;
	}

	@Override
	public void close() {
		// Not removed, as the next call of the thread would have to make room for it
		// again
		CURRENT.set(this.outer);
	}

}
