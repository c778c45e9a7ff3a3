package io.quorumlock.spring.call;

import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import io.quorumlock.Lease;
import io.quorumlock.LeaseHolds;
import io.quorumlock.LockName;
import org.jspecify.annotations.Nullable;

/**
 * Where the lease of one call comes from, and what becomes of the call without it.
 */
public interface LeaseSource {

	/**
	 * Who gives the lease. Calls within each other that ask the same one for the same
	 * lock share a lease.
	 * @return a lock manager or an election
	 */
	Object origin();

	/**
	 * What the lease is on.
	 * @return the lock name
	 */
	LockName lock();

	/**
	 * Begins the trace of the call.
	 * @param tracer what traces
	 * @param context what the subscriber of a publisher has brought along, by its key
	 * @return the trace
	 */
	CallTrace trace(CallTracer tracer, Function<Object, @Nullable Object> context);

	/**
	 * Takes the lease.
	 * @return the lease, to be given back by the caller, {@code null} to skip the call
	 * @throws RuntimeException of {@link #refusalType()} if it cannot be had
	 */
	@Nullable Lease acquire();

	/**
	 * Whether {@link #acquire()} itself looks at the clocks last, on the calling thread,
	 * so that the method need not be preceded by another look at them.
	 * @return {@code true} if nothing comes between that look and its return
	 */
	boolean endsWithCheck();

	/**
	 * Takes the lease without blocking.
	 * @return the lease, to be given back by the caller, {@code null} to skip the call,
	 * or what {@link #acquire()} would have thrown
	 */
	CompletionStage<? extends @Nullable Lease> acquireAsync();

	/**
	 * Holds a lease that was acquired here.
	 * @param lease the lease
	 * @return the hold of the call that acquired it
	 */
	default LeaseHolds hold(Lease lease) {
		return new LeaseHolds(origin(), lease);
	}

	/**
	 * What is thrown if the lease cannot be had; all else is a failure.
	 * @return the type of the exception
	 */
	Class<? extends RuntimeException> refusalType();

	/**
	 * Whether the method runs even without the lease. Asked once for each call that
	 * cannot have it.
	 * @param refusal why it cannot have the lease
	 * @return {@code false} to return {@link #withoutLease} in its place
	 */
	default boolean proceedsWithout(RuntimeException refusal) {
		return false;
	}

	/**
	 * What the method returns without the lease.
	 * @param call the call
	 * @param refusal why it cannot have the lease
	 * @return the result in place of the one that the method would have returned
	 * @throws Throwable the refusal, or what a fallback has thrown
	 */
	@Nullable Object withoutLease(Call call, RuntimeException refusal) throws Throwable;

}
