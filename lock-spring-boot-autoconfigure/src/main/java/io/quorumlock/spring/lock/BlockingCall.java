package io.quorumlock.spring.lock;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.quorumlock.Lease;
import io.quorumlock.LeaseHolds;
import io.quorumlock.LeaseRequest;
import io.quorumlock.LeaseScope;
import io.quorumlock.LockException;
import io.quorumlock.LockManager;
import io.quorumlock.annotation.LockInterruptedException;
import io.quorumlock.annotation.OnLost;
import io.quorumlock.spring.aop.ReturnStyle;
import org.jspecify.annotations.Nullable;

/**
 * A call whose lock is taken by the calling thread, and given back when the method or the
 * stage that it returned has ended.
 */
final class BlockingCall {

	private final LockManager locks;

	private final AmbientTransaction transaction;

	private final LockDefinition definition;

	private final LeaseRequest request;

	private final Call call;

	BlockingCall(LockManager locks, AmbientTransaction transaction, LockDefinition definition, LeaseRequest request,
			Call call) {
		this.locks = locks;
		this.transaction = transaction;
		this.definition = definition;
		this.request = request;
		this.call = call;
	}

	@Nullable Object run() throws Throwable {
		LeaseHolds outer = LeaseScope.find(this.locks, this.request.lock());
		if (outer == null) {
			outer = this.transaction.find(this.locks, this.request.lock());
		}
		if (outer != null && outer.retain()) {
			return runUnder(outer, null);
		}
		this.transaction.check(this.request.lock());
		LeaseHolds holds;
		try {
			holds = new LeaseHolds(this.locks, acquire());
		}
		catch (LockException ex) {
			return withoutLock(ex);
		}
		return runUnder(holds, keep(holds));
	}

	private Lease acquire() {
		try {
			return this.locks.acquire(this.request);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new LockInterruptedException(this.request.lock(), ex);
		}
	}

	private @Nullable Object withoutLock(LockException refusal) throws Throwable {
		try {
			return this.definition.withoutLock(this.call, refusal);
		}
		catch (LockException ex) {
			if (ex == refusal && isStage()) {
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

	private @Nullable Object runUnder(LeaseHolds holds, @Nullable CompletionStage<Void> keptUntil) throws Throwable {
		Hold hold = new Hold(holds, keptUntil);
		Object result;
		try {
			holds.lease().ensureHeld();
			result = proceed(holds);
			if (isStage() && result instanceof CompletionStage<?> stage) {
				return LockedStage.of(hold, stage, this.definition.onLost() == OnLost.CANCEL);
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

	private @Nullable Object proceed(LeaseHolds holds) throws Throwable {
		try (LeaseScope scope = LeaseScope.open(holds)) {
			if (this.definition.onLost() != OnLost.INTERRUPT) {
				return this.call.invocation().proceed();
			}
			try (LossInterrupt interrupt = LossInterrupt.on(holds.lease())) {
				return this.call.invocation().proceed();
			}
		}
	}

	private boolean isStage() {
		return this.definition.returnStyle() == ReturnStyle.STAGE;
	}

}
