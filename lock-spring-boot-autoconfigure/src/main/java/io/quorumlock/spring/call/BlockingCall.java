package io.quorumlock.spring.call;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

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

	/** The calling thread itself has what there is. */
	private static final Function<Object, @Nullable Object> NO_CONTEXT = (key) -> null;

	private final AmbientTransaction transaction;

	private final CallTracer tracer;

	private final LeaseSource source;

	private final CallStyle style;

	private final Call call;

	BlockingCall(AmbientTransaction transaction, CallTracer tracer, LeaseSource source, CallStyle style, Call call) {
		this.transaction = transaction;
		this.tracer = tracer;
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
			return runUnder(new Hold(outer, null, CallTrace.NONE), false);
		}
		CallTrace trace = CallTrace.NONE;
		Lease lease;
		try {
			this.transaction.check(this.source.lock());
			trace = this.source.trace(this.tracer, NO_CONTEXT);
			lease = this.source.acquire();
		}
		catch (RuntimeException ex) {
			trace.refused(ex);
			if (!this.source.refusalType().isInstance(ex)) {
				throw ex;
			}
			return withoutLease(ex);
		}
		if (lease == null) {
			trace.refused(null);
			return this.style.skipped();
		}
		LeaseHolds holds = this.source.hold(trace.held(lease));
		return runUnder(new Hold(holds, keep(holds), trace), this.source.endsWithCheck());
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
	private @Nullable Object runUnder(Hold hold, boolean checked) throws Throwable {
		Object result;
		try {
			if (!checked) {
				hold.lease().ensureHeld();
			}
			result = proceed(hold);
			if (this.style.isStage() && result instanceof CompletionStage<?> stage) {
				return LeasedStage.of(hold, stage, this.style.onLost() == OnLost.CANCEL);
			}
			hold.lease().ensureHeld();
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

	private @Nullable Object proceed(Hold hold) throws Throwable {
		LeaseScope scope = LeaseScope.open(hold.holds());
		try (scope) {
			CallTrace.Scope traced = hold.trace().open();
			try (traced) {
				return proceedInScope(hold.holds());
			}
		}
	}

	private @Nullable Object proceedInScope(LeaseHolds holds) throws Throwable {
		if (this.style.onLost() != OnLost.INTERRUPT) {
			return this.call.invocation().proceed();
		}
		LossInterrupt interrupt = new LossInterrupt(holds);
		try (interrupt) {
			return this.call.invocation().proceed();
		}
	}

}
