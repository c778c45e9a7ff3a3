package io.quorumlock.spring.lock;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.quorumlock.LeaseHolds;
import io.quorumlock.LockManager;
import io.quorumlock.LockName;
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
	public @Nullable LeaseHolds find(LockManager manager, LockName lock) {
		Kept kept = (Kept) TransactionSynchronizationManager.getResource(this);
		return (kept != null) ? kept.find(manager, lock) : null;
	}

	@Override
	public @Nullable CompletionStage<Void> keep(LeaseHolds holds) {
		if (this.policy == WithinTransaction.IMMEDIATE || !isActive()) {
			return null;
		}
		Kept kept = (Kept) TransactionSynchronizationManager.getResource(this);
		if (kept == null) {
			kept = new Kept();
			TransactionSynchronizationManager.registerSynchronization(kept);
			TransactionSynchronizationManager.bindResource(this, kept);
		}
		kept.holds.add(holds);
		return kept.completion;
	}

	private static boolean isActive() {
		return TransactionSynchronizationManager.isActualTransactionActive()
				&& TransactionSynchronizationManager.isSynchronizationActive();
	}

	/**
	 * The leases of one transaction.
	 */
	private final class Kept implements TransactionSynchronization {

		private final List<LeaseHolds> holds = new ArrayList<>();

		private final CompletableFuture<Void> completion = new CompletableFuture<>();

		private @Nullable LeaseHolds find(LockManager manager, LockName lock) {
			return this.holds.stream().filter((each) -> each.cover(manager, lock)).findFirst().orElse(null);
		}

		@Override
		public void suspend() {
			TransactionSynchronizationManager.unbindResource(SpringTransaction.this);
		}

		@Override
		public void resume() {
			TransactionSynchronizationManager.bindResource(SpringTransaction.this, this);
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
