package io.quorumlock.spring.lock;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.quorumlock.LeaseHolds;
import io.quorumlock.LockName;
import io.quorumlock.spring.call.AmbientTransaction;
import org.jspecify.annotations.Nullable;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The transaction of Spring that the calling thread is in.
 */
public final class SpringTransaction implements AmbientTransaction {

	private final WithinTransaction policy;

	/**
	 * The transaction of whichever thread asks.
	 * @param policy what becomes of locks that are taken within it
	 */
	public SpringTransaction(WithinTransaction policy) {
		this.policy = policy;
	}

	@Override
	public void check(LockName lock) {
		if (this.policy == WithinTransaction.REFUSE && isActive()) {
			throw new IllegalStateException("Lock '" + lock + "' is taken within a transaction, whose snapshot may be "
					+ "older than the lock. Take the lock outside, or set lock.transaction to DEFER");
		}
	}

	@Override
	public @Nullable LeaseHolds find(Object source, LockName lock) {
		for (Kept kept = bound(); kept != null; kept = kept.outer) {
			LeaseHolds found = kept.find(source, lock);
			if (found != null) {
				return found;
			}
		}
		return null;
	}

	@Override
	public @Nullable CompletionStage<Void> keep(LeaseHolds holds) {
		if (this.policy == WithinTransaction.IMMEDIATE || !isActive()) {
			return null;
		}
		Kept kept = bound();
		if (kept == null || kept.suspended) {
			kept = new Kept((kept != null) ? kept.outer : null, false);
			TransactionSynchronizationManager.registerSynchronization(kept);
			bind(kept);
		}
		kept.holds.add(holds);
		return kept.completion;
	}

	private @Nullable Kept bound() {
		if (TransactionSynchronizationManager.getResourceMap().isEmpty()) {
			// The usual case, found out without a search
			return null;
		}
		Kept kept = (Kept) TransactionSynchronizationManager.getResource(this);
		// JTA may complete a transaction on another thread, which cannot unbind it here
		return (kept != null && kept.completion.isDone()) ? null : kept;
	}

	private void bind(Kept kept) {
		TransactionSynchronizationManager.unbindResourceIfPossible(this);
		TransactionSynchronizationManager.bindResource(this, kept);
	}

	private static boolean isActive() {
		return TransactionSynchronizationManager.isActualTransactionActive()
				&& TransactionSynchronizationManager.isSynchronizationActive();
	}

	/**
	 * The leases of one transaction, or the place of one that is suspended, as this
	 * thread still holds its leases.
	 */
	private final class Kept implements TransactionSynchronization {

		private final @Nullable Kept outer;

		private final boolean suspended;

		private final List<LeaseHolds> holds = new ArrayList<>();

		private final CompletableFuture<Void> completion = new CompletableFuture<>();

		Kept(@Nullable Kept outer, boolean suspended) {
			this.outer = outer;
			this.suspended = suspended;
		}

		private @Nullable LeaseHolds find(Object source, LockName lock) {
			return this.holds.stream().filter((each) -> each.cover(source, lock)).findFirst().orElse(null);
		}

		@Override
		public void suspend() {
			bind(new Kept(this, true));
		}

		@Override
		public void resume() {
			bind(this);
		}

		@Override
		public void beforeCommit(boolean readOnly) {
			this.holds.forEach((each) -> each.lease().ensureHeld());
		}

		@Override
		public void afterCompletion(int status) {
			TransactionSynchronizationManager.unbindResourceIfPossible(SpringTransaction.this);
			this.completion.complete(null);
		}

	}

}
