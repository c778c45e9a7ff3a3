package io.quorumlock.quorum;

import java.time.Duration;

import io.quorumlock.LockName;
import io.quorumlock.LossCause;
import org.jspecify.annotations.Nullable;

/**
 * A lease that a quorum has granted, for holders of this process who have their turns one
 * after the other. It ends once, by whichever thread notices first: the timer at the
 * deadline or a holder who asks.
 */
final class HeldLease {

	private final LeaseGroup group;

	private final LockName lock;

	private final Grant grant;

	private final LeaseState state = new LeaseState();

	private volatile Coverage coverage;

	private volatile @Nullable Turn turn;

	private volatile long wantedAt;

	private @Nullable HeldLease next;

	private int groupPlace;

	private int coveragePlace;

	HeldLease(LeaseGroup group, LockName lock, Grant grant, Coverage coverage) {
		this.group = group;
		this.lock = lock;
		this.grant = grant;
		this.coverage = coverage;
	}

	LockName lock() {
		return this.lock;
	}

	EngineContext context() {
		return this.group.context();
	}

	Duration leaseTime() {
		return this.group.leaseTime();
	}

	long remainingNanos() {
		return this.coverage.deadline().remainingNanos(context().ticker());
	}

	boolean isHeld() {
		if (!this.state.isHeld()) {
			return false;
		}
		if (this.coverage.deadline().isAhead(context().ticker())) {
			return true;
		}
		// Said once, it stays said: a renewal confirmed a moment later must not bring the
		// lease back.
		lose(LossCause.NOT_RENEWED);
		return false;
	}

	/**
	 * The next holder has its turn, after all earlier ones have ended.
	 */
	void begin(Turn next) {
		this.turn = next;
		LossCause lossCause = this.state.lossCause();
		if (lossCause != null) {
			// Whoever noticed that may have told the turn before
			next.lose(lossCause);
		}
	}

	/**
	 * Who holds it, or held it last; {@code null} before the first.
	 */
	@Nullable Turn turn() {
		return this.turn;
	}

	/**
	 * Ends the lease against its holder's will, unless it has ended before. May be called
	 * by any thread.
	 */
	void lose(LossCause lossCause) {
		if (this.state.lose(lossCause) != null) {
			this.group.lost(this);
			Turn holder = this.turn;
			if (holder != null) {
				holder.lose(lossCause);
			}
		}
	}

	/**
	 * Gives the lease back, unless it has ended before. May be called by any thread.
	 * @param keep for how long the lock is to stay taken nevertheless, in ns
	 */
	void release(long keep) {
		if (this.state.release()) {
			this.group.released(this, keep);
		}
		else {
			confirmReleased();
		}
	}

	/** Gives the lease back, and ends the turn of who holds it. */
	void close() {
		Turn holder = this.turn;
		if (holder != null) {
			holder.finish();
		}
		release((holder != null) ? holder.keptNanos() : 0);
	}

	void handOver(String to, Duration patience, Runnable sent) {
		if (this.state.release()) {
			this.group.handOver(this, to, patience, sent);
		}
	}

	/** Somebody elsewhere waits for the lock: whoever has it now decides what follows. */
	void wanted() {
		Turn holder = this.turn;
		if (holder != null) {
			holder.wanted();
		}
	}

	/** Somebody elsewhere waits for the lock. */
	void want() {
		if (this.wantedAt == 0) {
			this.wantedAt = context().ticker().nanos() | 1;
		}
	}

	/**
	 * For how long it is known that somebody elsewhere waits, in ns; -1 if nobody does.
	 */
	long wantedNanos() {
		long since = this.wantedAt;
		return (since != 0) ? Math.max(0, context().ticker().nanos() - since) : -1;
	}

	boolean isLive() {
		return this.state.isHeld();
	}

	void confirmReleased() {
		Turn holder = this.turn;
		if (holder != null) {
			holder.confirmReleased();
		}
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

	/**
	 * The next in a {@linkplain LeaseNumbers chain}.
	 */
	@Nullable HeldLease next() {
		return this.next;
	}

	void next(@Nullable HeldLease lease) {
		this.next = lease;
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
		Turn holder = this.turn;
		return (holder != null) ? holder.toString() : "Lease[" + this.lock + ", " + this.state + "]";
	}

}
