package io.quorumlock;

import org.jspecify.annotations.Nullable;

/**
 * Binds a lease to the calling thread while an invocation runs under it, so that
 * {@link Lease#current()} finds it. For what takes locks around invocations; nested
 * scopes end in reverse order, each on the thread that opened it.
 */
public final class LeaseScope implements AutoCloseable {

	private static final ThreadLocal<LeaseScope> CURRENT = new ThreadLocal<>();

	private final Lease lease;

	private final @Nullable LeaseScope outer;

	private LeaseScope(Lease lease, @Nullable LeaseScope outer) {
		this.lease = lease;
		this.outer = outer;
	}

	/**
	 * Binds a lease to this thread until the scope is closed.
	 * @param lease the lease
	 * @return the scope
	 */
	public static LeaseScope open(Lease lease) {
		LeaseScope scope = new LeaseScope(lease, CURRENT.get());
		CURRENT.set(scope);
		return scope;
	}

	static @Nullable Lease current() {
		LeaseScope scope = CURRENT.get();
		return (scope != null) ? scope.lease : null;
	}

	@Override
	public void close() {
		if (this.outer != null) {
			CURRENT.set(this.outer);
		}
		else {
			CURRENT.remove();
		}
	}

}
