package io.quorumlock.quorum;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.quorumlock.FencingToken;
import io.quorumlock.Lease;
import io.quorumlock.LeaseLostException;
import io.quorumlock.LeaseRequest;
import io.quorumlock.LockName;
import io.quorumlock.time.Ticker;
import io.quorumlock.time.Timers;
import org.jspecify.annotations.Nullable;

/**
 * A lease that a quorum has granted. It ends once, by whichever thread notices first: the
 * timer at the deadline or a holder who asks.
 */
final class HeldLease implements Lease {

	private final LeaseGroup group;

	private final LockName lock;

	private final Grant grant;

	private final Ticker ticker;

	private final long acquiredAt;

	private final LeaseState state = new LeaseState();

	private final CompletableFuture<Void> released = new CompletableFuture<>();

	private volatile Coverage coverage;

	private Timers.@Nullable Timer limit;

	private long boundAt;

	private long minHoldNanos;

	private int groupPlace;

	private int coveragePlace;

	HeldLease(LeaseGroup group, LockName lock, Grant grant, Coverage coverage, Ticker ticker) {
		this.group = group;
		this.lock = lock;
		this.grant = grant;
		this.coverage = coverage;
		this.ticker = ticker;
		this.acquiredAt = ticker.nanos();
	}

	@Override
	public LockName lock() {
		return this.lock;
	}

	@Override
	public FencingToken fencingToken() {
		return new FencingToken(this.grant.token());
	}

	@Override
	public Duration remaining() {
		return isHeld() ? Duration.ofNanos(Math.max(0, this.coverage.deadline().remainingNanos(this.ticker)))
				: Duration.ZERO;
	}

	@Override
	public boolean isHeld() {
		if (!this.state.isHeld()) {
			return false;
		}
		if (this.coverage.deadline().isAhead(this.ticker)) {
			return true;
		}
		// Said once, it stays said: a renewal confirmed a moment later must not bring the
		// lease back.
		lose(LossCause.NOT_RENEWED);
		return false;
	}

	@Override
	public void ensureHeld() {
		if (!isHeld()) {
			LossCause lossCause = lossCause();
			Duration elapsed = Duration.ofNanos(this.ticker.nanos() - this.acquiredAt);
			throw new LeaseLostException(this.lock, elapsed, fencingToken(),
					(lossCause != null) ? lossCause.phrase() : "was released");
		}
	}

	@Override
	public void onLost(Runnable callback) {
		if (!this.state.onLost(callback)) {
			this.group.callBack(callback);
		}
	}

	@Override
	public boolean extend(@Nullable Duration maxHold, @Nullable Duration minHold) {
		LeaseRequest bounds = new LeaseRequest(this.lock, null, null, maxHold, minHold);
		CompletableFuture<Boolean> extended = new CompletableFuture<>();
		this.group.extend(this, bounds, extended::complete);
		return extended.join();
	}

	@Override
	public CompletionStage<Void> release() {
		startRelease();
		return this.released.thenRunAsync(() -> {
		}, this.group.callbacks());
	}

	@Override
	public void close() {
		startRelease();
		if (!this.group.inThread()) {
			// Ends soon, as each node answers or is asked in vain for its timeout.
			this.released.join();
		}
	}

	/**
	 * Ends the lease against its holder's will, unless it has ended before. May be called
	 * by any thread.
	 */
	void lose(LossCause lossCause) {
		List<Runnable> callbacks = this.state.lose(lossCause);
		if (callbacks != null) {
			this.group.lost(this, lossCause);
			callbacks.forEach(this.group::callBack);
		}
	}

	void startRelease() {
		if (this.state.release()) {
			this.group.released(this);
		}
		else if (lossCause() != null) {
			this.released.complete(null);
		}
	}

	/**
	 * Ends the lease as a release does, but leaves what the nodes hold for it to a
	 * successor first. On the protocol's thread.
	 * @return {@code false} if it had ended before
	 */
	boolean handOver(String to, Duration patience, Runnable sent) {
		if (!isHeld() || !this.state.release()) {
			return false;
		}
		this.released.complete(null);
		this.group.handOver(this, to, patience, sent);
		return true;
	}

	/**
	 * From now on, gives the lease up after a while even if its holder still uses it, and
	 * keeps the lock taken for a while even if its holder gives it back earlier.
	 */
	void bound(Timers timers, @Nullable Duration maxHold, @Nullable Duration minHold) {
		cancelLimit();
		this.limit = (maxHold != null) ? timers.schedule(maxHold.toNanos(), () -> lose(LossCause.HELD_TOO_LONG)) : null;
		this.minHoldNanos = (minHold != null) ? minHold.toNanos() : 0;
		this.boundAt = this.ticker.nanos();
	}

	/**
	 * For how long the lock stays taken if its holder gives it back now.
	 */
	long keptNanos() {
		return (this.minHoldNanos > 0) ? this.minHoldNanos - (this.ticker.nanos() - this.boundAt) : 0;
	}

	void cancelLimit() {
		if (this.limit != null) {
			this.limit.cancel();
		}
	}

	boolean isLive() {
		return this.state.isHeld();
	}

	/**
	 * Why it was lost, {@code null} if it was not.
	 */
	@Nullable LossCause lossCause() {
		return this.state.lossCause();
	}

	void confirmReleased() {
		this.released.complete(null);
	}

	Grant grant() {
		return this.grant;
	}

	Coverage coverage() {
		return this.coverage;
	}

	void restOn(Coverage other) {
		this.coverage = other;
	}

	int groupPlace() {
		return this.groupPlace;
	}

	void groupPlace(int place) {
		this.groupPlace = place;
	}

	int coveragePlace() {
		return this.coveragePlace;
	}

	void coveragePlace(int place) {
		this.coveragePlace = place;
	}

	@Override
	public String toString() {
		return "Lease[" + this.lock + ", token=" + this.grant.token() + ", " + this.state + "]";
	}

}
