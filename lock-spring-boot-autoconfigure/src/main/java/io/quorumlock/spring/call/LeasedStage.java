package io.quorumlock.spring.call;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.quorumlock.Lease;
import io.quorumlock.LeaseHolds.LossWatch;
import org.jspecify.annotations.Nullable;

/**
 * The result of a method that returned a stage: complete once that stage is complete and
 * the lease given back.
 */
final class LeasedStage extends CompletableFuture<@Nullable Object> {

	private final CompletionStage<?> work;

	private LeasedStage(CompletionStage<?> work) {
		this.work = work;
	}

	static LeasedStage of(Hold hold, CompletionStage<?> work, boolean cancelIfLost) {
		LeasedStage result = new LeasedStage(work);
		LossWatch watch = cancelIfLost ? hold.holds().onLost(result::cancelWork) : () -> true;
		work.whenComplete((value, failure) -> {
			watch.end();
			Throwable loss = loss(hold.lease());
			boolean cancelledByLoss = cancelIfLost && loss != null && failure instanceof CancellationException;
			result.release(hold, value, (failure == null || cancelledByLoss) ? loss : failure);
		});
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

	private void release(Hold hold, @Nullable Object value, @Nullable Throwable failure) {
		try {
			if (failure != null) {
				hold.trace().failed(failure);
			}
			hold.releaseAsync().whenComplete((done, problem) -> complete(value, failure, problem));
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
	 * Cancels the work as well. The lease is given back when the work has ended.
	 */
	@Override
	public boolean cancel(boolean mayInterruptIfRunning) {
		boolean cancelled = super.cancel(mayInterruptIfRunning);
		if (cancelled) {
			cancelWork();
		}
		return cancelled;
	}

	private void cancelWork() {
		try {
			this.work.toCompletableFuture().cancel(true);
		}
		catch (UnsupportedOperationException ex) {
			// A stage that cannot be cancelled runs to its end, with the lease held
		}
	}

	@Override
	public <U> CompletableFuture<U> newIncompleteFuture() {
		return new CompletableFuture<>();
	}

}
