package io.quorumlock.spring.lock;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.quorumlock.Lease;
import io.quorumlock.LeaseLostException;
import io.quorumlock.spring.call.ForwardingLease;
import org.jspecify.annotations.Nullable;

/**
 * A lease in observe mode: it tells the truth, but stops nobody.
 */
final class ObservedLease extends ForwardingLease {

	private ObservedLease(Lease lease) {
		super(lease);
	}

	/**
	 * Observes a lease that was just acquired.
	 * @param lease the lease
	 * @param blocks told if it is lost
	 * @return the lease to run the method under
	 */
	static Lease of(Lease lease, ObservedBlocks blocks) {
		lease.onLost(() -> blocks.lost(lease.lock(), loss(lease)));
		return new ObservedLease(lease);
	}

	private static @Nullable String loss(Lease lease) {
		try {
			lease.ensureHeld();
			return null;
		}
		catch (LeaseLostException ex) {
			return ex.getMessage();
		}
	}

	/**
	 * Returns in any case: whoever is about to write, return or commit goes on.
	 */
	@Override
	public void ensureHeld() {
	}

	/**
	 * Does not wait for the nodes, as the method was not to wait for them, either.
	 */
	@Override
	public CompletionStage<Void> release() {
		close();
		return CompletableFuture.completedFuture(null);
	}

	@Override
	@SuppressWarnings("FutureReturnValueIgnored")
	public void close() {
		super.release();
	}

}
