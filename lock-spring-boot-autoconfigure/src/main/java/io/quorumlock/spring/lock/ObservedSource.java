package io.quorumlock.spring.lock;

import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import io.quorumlock.Lease;
import io.quorumlock.LeaseHolds;
import io.quorumlock.LockName;
import io.quorumlock.annotation.LockInterruptedException;
import io.quorumlock.spring.call.Call;
import io.quorumlock.spring.call.CallTrace;
import io.quorumlock.spring.call.CallTracer;
import io.quorumlock.spring.call.LeaseSource;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a lease as another source does, but lets the method run in any case.
 *
 * @param source where the lease comes from
 * @param blocks told of what would have been blocked
 */
record ObservedSource(LockSource source, ObservedBlocks blocks) implements LeaseSource {

	@Override
	public Object origin() {
		return this.source.origin();
	}

	@Override
	public LockName lock() {
		return this.source.lock();
	}

	@Override
	public CallTrace trace(CallTracer tracer, Function<Object, @Nullable Object> context) {
		return this.source.trace(tracer, context);
	}

	@Override
	public Lease acquire() {
		return this.source.acquire();
	}

	@Override
	public boolean endsWithCheck() {
		return true;
	}

	@Override
	public CompletionStage<Lease> acquireAsync() {
		return this.source.acquireAsync();
	}

	@Override
	public LeaseHolds hold(Lease lease) {
		return new LeaseHolds(origin(), ObservedLease.of(lease, this.blocks));
	}

	/**
	 * Whatever goes wrong with the lock is no concern of the method.
	 */
	@Override
	public Class<? extends RuntimeException> refusalType() {
		return RuntimeException.class;
	}

	/**
	 * An interruption is the caller's own: nobody can tell what the lock would have done.
	 */
	@Override
	public boolean proceedsWithout(RuntimeException refusal) {
		if (!(refusal instanceof LockInterruptedException)) {
			this.blocks.refused(lock(), refusal);
		}
		return true;
	}

	@Override
	public @Nullable Object withoutLease(Call call, RuntimeException refusal) {
		throw refusal;
	}

}
