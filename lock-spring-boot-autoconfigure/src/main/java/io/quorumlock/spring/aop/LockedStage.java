package io.quorumlock.spring.aop;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.quorumlock.Lease;
import org.jspecify.annotations.Nullable;

/**
 * The result of a method that returned a stage: complete once that stage is complete and
 * the lock given back.
 */
final class LockedStage extends CompletableFuture<@Nullable Object> {

	private final CompletionStage<?> work;

	private LockedStage(CompletionStage<?> work) {
		this.work = work;
	}

	static LockedStage of(Lease lease, CompletionStage<?> work) {
		LockedStage result = new LockedStage(work);
		work.whenComplete((value, failure) -> result.release(lease, value, (failure != null) ? failure : loss(lease)));
		return result;
	}

	private static @Nullable Throwable loss(Lease lease) {
		try {
			lease.ensureHeld();
			return null;
		}
		catch (RuntimeException ex) {
			return ex;
		}
	}

	private void release(Lease lease, @Nullable Object value, @Nullable Throwable failure) {
		try {
			lease.release().whenComplete((done, problem) -> complete(value, failure, problem));
		}
		catch (RuntimeException ex) {
			complete(value, failure, ex);
		}
	}

	private void complete(@Nullable Object value, @Nullable Throwable failure, @Nullable Throwable releaseFailure) {
		if (failure == null && releaseFailure == null) {
			complete(value);
		}
		else if (failure == null) {
			completeExceptionally(releaseFailure);
		}
		else {
			if (releaseFailure != null && releaseFailure != failure) {
				failure.addSuppressed(releaseFailure);
			}
			completeExceptionally(failure);
		}
	}

	/**
	 * Cancels the work as well. The lock is given back when the work has ended.
	 */
	@Override
	public boolean cancel(boolean mayInterruptIfRunning) {
		boolean cancelled = super.cancel(mayInterruptIfRunning);
		if (cancelled) {
			cancelWork(mayInterruptIfRunning);
		}
		return cancelled;
	}

	private void cancelWork(boolean mayInterruptIfRunning) {
		try {
			this.work.toCompletableFuture().cancel(mayInterruptIfRunning);
		}
		catch (UnsupportedOperationException ex) {
			// A stage that cannot be cancelled runs to its end, with the lock held
		}
	}

	@Override
	public <U> CompletableFuture<U> newIncompleteFuture() {
		return new CompletableFuture<>();
	}

}
