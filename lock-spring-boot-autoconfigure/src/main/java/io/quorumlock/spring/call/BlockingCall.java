package io.quorumlock.spring.call;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.quorumlock.Lease;
import io.quorumlock.LeaseHolds;
import io.quorumlock.LeaseScope;
import io.quorumlock.annotation.OnLost;
import org.jspecify.annotations.Nullable;

/**
 * A call whose lease is taken by the calling thread, and given back when the method or
 * the stage that it returned has ended.
 */
final class BlockingCall {

	private final AmbientTransaction transaction;

	private final LeaseSource source;

	private final CallStyle style;

	private final Call call;

	BlockingCall(AmbientTransaction transaction, LeaseSource source, CallStyle style, Call call) {
		this.transaction = transaction;
		this.source = source;
		this.style = style;
		this.call = call;
	}

	@Nullable Object run() throws Throwable {
		LeaseHolds outer = LeaseScope.find(this.source.origin(), this.source.lock());
		if (outer == null) {
			outer = this.transaction.find(this.source.origin(), this.source.lock());
		}
		if (outer != null && outer.retain()) {
			return runUnder(outer, null, false);
		}
		Lease lease;
		try {
			this.transaction.check(this.source.lock());
			lease = this.source.acquire();
		}
		catch (RuntimeException ex) {
			if (!this.source.refusalType().isInstance(ex)) {
				throw ex;
			}
			return withoutLease(ex);
		}
		if (lease == null) {
			return this.style.skipped();
		}
		LeaseHolds holds = this.source.hold(lease);
		return runUnder(holds, keep(holds), this.source.endsWithCheck());
	}

	// The stage is what the caller of the method gets
	@SuppressWarnings("FutureReturnValueIgnored")
	private @Nullable Object withoutLease(RuntimeException refusal) throws Throwable {
		if (this.source.proceedsWithout(refusal)) {
			return proceedWithoutLease();
		}
		try {
			return this.source.withoutLease(this.call, refusal);
		}
		catch (RuntimeException ex) {
			if (ex == refusal && this.style.isStage()) {
				return CompletableFuture.failedFuture(ex);
			}
			throw ex;
		}
	}

	private @Nullable CompletionStage<Void> keep(LeaseHolds holds) {
		try {
			return this.transaction.keep(holds);
		}
		catch (RuntimeException ex) {
			holds.lease().close();
			throw ex;
		}
	}

	// The stage is what the caller of the method gets
	@SuppressWarnings("FutureReturnValueIgnored")
	private @Nullable Object runUnder(LeaseHolds holds, @Nullable CompletionStage<Void> keptUntil, boolean checked)
			throws Throwable {
		Hold hold = new Hold(holds, keptUntil);
		Object result;
		try {
			if (!checked) {
				holds.lease().ensureHeld();
			}
			result = proceed(holds);
			if (this.style.isStage() && result instanceof CompletionStage<?> stage) {
				return LeasedStage.of(hold, stage, this.style.onLost() == OnLost.CANCEL);
			}
			holds.lease().ensureHeld();
		}
		catch (Throwable ex) {
			hold.endAfter(ex);
			throw ex;
		}
		hold.end();
		return result;
	}

	private @Nullable Object proceedWithoutLease() throws Throwable {
		LeaseScope scope = LeaseScope.openWithout();
		try (scope) {
			return this.call.invocation().proceed();
		}
	}

	private @Nullable Object proceed(LeaseHolds holds) throws Throwable {
		LeaseScope scope = LeaseScope.open(holds);
		try (scope) {
			if (this.style.onLost() != OnLost.INTERRUPT) {
				return this.call.invocation().proceed();
			}
			LossInterrupt interrupt = new LossInterrupt(holds);
			try (interrupt) {
				return this.call.invocation().proceed();
			}
		}
	}

}
