package io.quorumlock.spring.call;

import java.util.concurrent.CompletionStage;

import io.quorumlock.LeaseHolds;
import io.quorumlock.LockName;
import org.jspecify.annotations.Nullable;

/**
 * The transaction, if any, within which an annotated method is called. Used on the
 * calling thread.
 */
public interface AmbientTransaction {

	/** There never is one. */
	AmbientTransaction NONE = new AmbientTransaction() {

		@Override
		public void check(LockName lock) {
		}

		@Override
		public @Nullable LeaseHolds find(Object source, LockName lock) {
			return null;
		}

		@Override
		public @Nullable CompletionStage<Void> keep(LeaseHolds holds) {
			return null;
		}

	};

	/**
	 * Refuses a lease that may not be taken within a transaction.
	 * @param lock what is to be locked
	 * @throws IllegalStateException if there is a transaction and it may not
	 */
	void check(LockName lock);

	/**
	 * A lease that an earlier call in the same transaction has left to it.
	 * @param source where the lease comes from
	 * @param lock what is to be locked
	 * @return the holds of a lease that covers it, {@code null} if there is none
	 */
	@Nullable LeaseHolds find(Object source, LockName lock);

	/**
	 * Asks for a lease to be kept until the transaction is complete, which fails to
	 * commit if the lease is lost by then.
	 * @param holds the lease
	 * @return completes when the transaction is complete, {@code null} if there is none
	 * to wait for
	 */
	@Nullable CompletionStage<Void> keep(LeaseHolds holds);

}
