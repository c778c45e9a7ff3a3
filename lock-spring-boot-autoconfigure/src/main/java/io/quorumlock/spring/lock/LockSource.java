package io.quorumlock.spring.lock;

import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import io.quorumlock.Lease;
import io.quorumlock.LeaseRequest;
import io.quorumlock.LockException;
import io.quorumlock.LockManager;
import io.quorumlock.LockName;
import io.quorumlock.annotation.LockInterruptedException;
import io.quorumlock.spring.call.Call;
import io.quorumlock.spring.call.CallTrace;
import io.quorumlock.spring.call.CallTracer;
import io.quorumlock.spring.call.LeaseSource;
import org.jspecify.annotations.Nullable;

/**
 * The lock manager, asked for one lock.
 *
 * @param locks the lock manager
 * @param definition what the annotation asks for
 * @param request what to lock
 */
record LockSource(LockManager locks, LockDefinition definition, LeaseRequest request) implements LeaseSource {

	@Override
	public Object origin() {
		return this.locks;
	}

	@Override
	public LockName lock() {
		return this.request.lock();
	}

	@Override
	public CallTrace trace(CallTracer tracer, Function<Object, @Nullable Object> context) {
		return tracer.lock(lock(), context);
	}

	@Override
	public Lease acquire() {
		try {
			return this.locks.acquire(this.request);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new LockInterruptedException(lock(), ex);
		}
	}

	/**
	 * Whoever waits may be woken up long after the grant.
	 */
	@Override
	public boolean endsWithCheck() {
		return false;
	}

	@Override
	public CompletionStage<Lease> acquireAsync() {
		return this.locks.acquireAsync(this.request);
	}

	@Override
	public Class<? extends RuntimeException> refusalType() {
		return LockException.class;
	}

	@Override
	public @Nullable Object withoutLease(Call call, RuntimeException refusal) throws Throwable {
		return this.definition.skips(refusal) ? this.definition.style().skipped()
				: this.definition.style().refused(call, refusal);
	}

}
