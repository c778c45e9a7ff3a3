package io.quorumlock.spring.lock;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.quorumlock.FencingToken;
import io.quorumlock.Lease;
import io.quorumlock.LeaseLostException;
import io.quorumlock.LockName;
import org.jspecify.annotations.Nullable;

/**
 * A lease in observe mode: it tells the truth, but stops nobody.
 *
 * @param lease the lease
 */
record ObservedLease(Lease lease) implements Lease {

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

	@Override
	public LockName lock() {
		return this.lease.lock();
	}

	@Override
	public FencingToken fencingToken() {
		return this.lease.fencingToken();
	}

	@Override
	public Duration remaining() {
		return this.lease.remaining();
	}

	@Override
	public boolean isHeld() {
		return this.lease.isHeld();
	}

	/**
	 * Returns in any case: whoever is about to write, return or commit goes on.
	 */
	@Override
	public void ensureHeld() {
	}

	@Override
	public void onLost(Runnable callback) {
		this.lease.onLost(callback);
	}

	@Override
	public boolean extend(@Nullable Duration maxHold, @Nullable Duration minHold) {
		return this.lease.extend(maxHold, minHold);
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
		this.lease.release();
	}

}
