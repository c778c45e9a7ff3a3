package io.quorumlock.spring.call;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.quorumlock.Lease;
import io.quorumlock.LeaseHolds;
import org.jspecify.annotations.Nullable;

/**
 * The hold of one call on a lease: ends once, and gives the lease back if it was the last
 * one.
 *
 * @param holds all holds on the lease
 * @param keptUntil what to wait for besides before the lease is given back, {@code null}
 * for nothing
 * @param trace the trace of the call
 */
record Hold(LeaseHolds holds, @Nullable CompletionStage<Void> keptUntil, CallTrace trace) {

	Lease lease() {
		return this.holds.lease();
	}

	/**
	 * Ends the hold, and blocks until the nodes have confirmed a lease that is given
	 * back.
	 */
	void end() {
		if (this.keptUntil != null) {
			releaseAsync();
		}
		else if (this.holds.letGo()) {
			lease().close();
		}
	}

	/**
	 * Ends the hold of a call that has failed.
	 * @param failure takes a further failure as suppressed
	 */
	void endAfter(Throwable failure) {
		try {
			this.trace.failed(failure);
			end();
		}
		catch (RuntimeException ex) {
			failure.addSuppressed(ex);
		}
	}

	/**
	 * Ends the hold without blocking.
	 * @return completes once the nodes have confirmed a lease that is given back; at once
	 * if it is kept
	 */
	CompletionStage<Void> releaseAsync() {
		if (this.keptUntil != null) {
			this.keptUntil.thenRun(() -> {
				if (this.holds.letGo()) {
					lease().release();
				}
			});
			return CompletableFuture.completedFuture(null);
		}
		return this.holds.letGo() ? lease().release() : CompletableFuture.completedFuture(null);
	}

}
