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
import io.quorumlock.LockStatus.Holding;
import io.quorumlock.LossCause;
import io.quorumlock.event.LeaseEvent;
import io.quorumlock.event.LeaseEvent.Source;
import io.quorumlock.time.Ticker;
import io.quorumlock.time.Timers;
import org.jspecify.annotations.Nullable;

/**
 * What one holder has of a lease that the nodes have granted: a token of its own, from
 * the grant until it gives the lock back or the lease is lost. Others of this process may
 * have their turn under the same lease afterwards.
 */
final class Turn implements Lease {

	private static final CompletableFuture<Void> CONFIRMED = CompletableFuture.completedFuture(null);

	private final HeldLease lease;

	private final long token;

	private final TurnEnd end;

	private final String holder;

	private final long startedAt;

	private final LeaseState state = new LeaseState();

	/** Made when somebody asks, as many leases are held at a time. */
	private @Nullable CompletableFuture<Void> released;

	private Timers.@Nullable Timer limit;

	/** Not before then is the lock free, 0 if at any time. */
	private long keptUntil;

	/**
	 * A turn that is about to {@linkplain HeldLease#begin begin}.
	 * @param lease what the nodes have granted
	 * @param token a token that is reserved for the lease and was not used before
	 * @param request how long it may and has to be held
	 * @param end what is done once it has ended
	 * @param holder the name of the thread that asked for it
	 */
	Turn(HeldLease lease, long token, LeaseRequest request, TurnEnd end, String holder) {
		this.lease = lease;
		this.token = token;
		this.end = end;
		this.holder = holder;
		this.startedAt = ticker().nanos();
		bound(request);
	}

	@Override
	public LockName lock() {
		return this.lease.lock();
	}

	@Override
	public FencingToken fencingToken() {
		return new FencingToken(this.token);
	}

	@Override
	public Duration remaining() {
		return isHeld() ? Duration.ofNanos(Math.max(0, this.lease.remainingNanos())) : Duration.ZERO;
	}

	@Override
	public boolean isHeld() {
		return this.state.isHeld() && this.lease.isHeld();
	}

	@Override
	public void ensureHeld() {
		if (!isHeld()) {
			LossCause lossCause = this.state.lossCause();
			throw new LeaseLostException(lock(), held(), fencingToken(),
					(lossCause != null) ? lossCause.phrase() : "was released");
		}
	}

	@Override
	public void onLost(Runnable callback) {
		if (!this.state.onLost(callback)) {
			this.lease.context().callBack(callback);
		}
	}

	@Override
	public boolean extend(@Nullable Duration maxHold, @Nullable Duration minHold) {
		LeaseRequest bounds = new LeaseRequest(lock(), null, null, maxHold, minHold, null);
		CompletableFuture<Boolean> extended = new CompletableFuture<>();
		// There, so that the limit which is replaced cannot run out at the same moment
		this.lease.context().run(() -> {
			boolean held = isHeld();
			if (held) {
				bound(bounds);
			}
			extended.complete(held);
		}, () -> extended.complete(false));
		return extended.join();
	}

	@Override
	public CompletionStage<Void> release() {
		startRelease();
		return released().thenRunAsync(() -> {
		}, this.lease.context().callbacks());
	}

	@Override
	public void close() {
		startRelease();
		CompletableFuture<Void> confirmed = released();
		if (!confirmed.isDone() && !this.lease.context().timers().inThread()) {
			// Ends soon, as each node answers or is asked in vain for its timeout.
			confirmed.join();
		}
	}

	private void startRelease() {
		if (finish()) {
			this.end.ended(this);
		}
		else if (this.state.lossCause() != null) {
			confirmReleased();
		}
	}

	/**
	 * The holder has no part in the lease any more, and nobody is told.
	 * @return {@code false} if that was so before
	 */
	boolean finish() {
		if (this.state.release()) {
			cancelLimit();
			tell(new LeaseEvent.Released(lock(), fencingToken(), held()));
			return true;
		}
		return false;
	}

	/**
	 * The lease beneath was lost. May be called by any thread, and more than once.
	 */
	void lose(LossCause cause) {
		List<Runnable> callbacks = this.state.lose(cause);
		if (callbacks != null) {
			cancelLimit();
			tell(new LeaseEvent.Lost(lock(), fencingToken(), held(), cause));
			callbacks.forEach(this.lease.context()::callBack);
			this.end.lost(this);
		}
	}

	/**
	 * Ends the turn as a release does, but leaves what the nodes hold for it to a
	 * successor first. On the protocol's thread.
	 * @return {@code false} if it had ended before
	 */
	boolean handOver(String to, Duration patience, Runnable sent) {
		if (!isHeld() || !finish()) {
			return false;
		}
		confirmReleased();
		this.lease.handOver(to, patience, sent);
		return true;
	}

	/**
	 * From now on, gives the lease up after a while even if its holder still uses it, and
	 * keeps the lock taken for a while even if its holder gives it back earlier.
	 */
	private synchronized void bound(LeaseRequest bounds) {
		cancelLimit();
		Duration maxHold = this.lease.context().settings().maxHold(bounds);
		if (maxHold != null) {
			this.limit = this.lease.context()
				.timers()
				.schedule(maxHold.toNanos(), () -> this.lease.lose(LossCause.HELD_TOO_LONG));
		}
		long minHold = (bounds.minHold() != null) ? bounds.minHold().toNanos() : 0;
		long until = ticker().nanos() + minHold;
		this.keptUntil = (minHold > 0) ? (until != 0) ? until : 1 : 0;
	}

	private synchronized void cancelLimit() {
		if (this.limit != null) {
			this.limit.cancel();
			this.limit = null;
		}
	}

	/**
	 * For how long the lock stays taken if its holder gives it back now.
	 */
	synchronized long keptNanos() {
		return (this.keptUntil != 0) ? this.keptUntil - ticker().nanos() : 0;
	}

	/** The lock is free for others, as far as this holder is concerned. */
	void confirmReleased() {
		CompletableFuture<Void> asked;
		synchronized (this) {
			asked = this.released;
			this.released = (asked != null) ? asked : CONFIRMED;
		}
		if (asked != null) {
			asked.complete(null);
		}
	}

	private synchronized CompletableFuture<Void> released() {
		if (this.released == null) {
			this.released = new CompletableFuture<>();
		}
		return this.released;
	}

	/** Somebody elsewhere waits for the lock. */
	void wanted() {
		this.end.wanted(this.lease);
	}

	/**
	 * The lease beneath.
	 */
	HeldLease lease() {
		return this.lease;
	}

	long token() {
		return this.token;
	}

	/** What happens to roles is told elsewhere. */
	private void tell(LeaseEvent event) {
		if (this.end != TurnEnd.RELEASE) {
			this.lease.context().events().onEvent(event);
		}
	}

	/**
	 * What it looks like from outside.
	 */
	Holding status() {
		return new Holding(fencingToken(), this.holder, held(), remaining(), this.lease.wantedNanos() >= 0);
	}

	private Duration held() {
		return Duration.ofNanos(ticker().nanos() - this.startedAt);
	}

	/**
	 * Where it comes from.
	 */
	Source source() {
		return (this.token == this.lease.grant().token()) ? Source.NODES : Source.HANDED_ON;
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

	private Ticker ticker() {
		return this.lease.context().ticker();
	}

	@Override
	public String toString() {
		return "Lease[" + lock() + ", token=" + this.token + ", " + this.state + "]";
	}

	/**
	 * What follows on the end of a turn.
	 */
	interface TurnEnd {

		/** The lease is given back to the nodes. */
		TurnEnd RELEASE = new TurnEnd() {

			@Override
			public void ended(Turn turn) {
				turn.lease().release(turn.keptNanos());
			}

			@Override
			public void lost(Turn turn) {
			}

			@Override
			public void wanted(HeldLease lease) {
			}

		};

		/**
		 * A turn was ended by its holder; its {@link #confirmReleased()} is to be called
		 * sooner or later. Called by the thread of the holder.
		 */
		void ended(Turn turn);

		/**
		 * The lease was lost during a turn. Called by any thread.
		 */
		void lost(Turn turn);

		/**
		 * Somebody elsewhere waits for what a lease locks. On the protocol's thread.
		 */
		void wanted(HeldLease lease);

	}

}
