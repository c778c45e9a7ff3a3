package io.quorumlock.election;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.quorumlock.FencingToken;
import io.quorumlock.Lease;
import io.quorumlock.LeaseLostException;
import io.quorumlock.LockName;
import org.jspecify.annotations.Nullable;

/**
 * What a piece of the leader's work holds: the lease of its term as long as the work is
 * not told to end.
 */
final class Permit implements Lease {

	private final Term term;

	private final List<Runnable> callbacks = new ArrayList<>(1);

	private volatile boolean cancelled;

	private volatile boolean released;

	Permit(Term term) {
		this.term = term;
	}

	@Override
	public LockName lock() {
		return this.term.lease().lock();
	}

	@Override
	public FencingToken fencingToken() {
		return this.term.lease().fencingToken();
	}

	@Override
	public Duration remaining() {
		return isHeld() ? this.term.lease().remaining() : Duration.ZERO;
	}

	@Override
	public boolean isHeld() {
		return !this.released && !this.cancelled && this.term.lease().isHeld();
	}

	@Override
	public void ensureHeld() {
		if (this.released) {
			throw lost("was released");
		}
		this.term.lease().ensureHeld();
		if (this.cancelled) {
			throw lost("was not given back in time by work of the leader that had to end");
		}
	}

	private LeaseLostException lost(String phrase) {
		return new LeaseLostException(lock(), Duration.ZERO, fencingToken(), phrase);
	}

	@Override
	public void onLost(Runnable callback) {
		synchronized (this.callbacks) {
			if (!this.cancelled) {
				this.callbacks.add(callback);
				return;
			}
		}
		this.term.callBack(callback);
	}

	/**
	 * The work has to end, as the lease is lost or is about to be given back.
	 */
	void cancel() {
		List<Runnable> due;
		synchronized (this.callbacks) {
			this.cancelled = true;
			due = List.copyOf(this.callbacks);
			this.callbacks.clear();
		}
		due.forEach(this.term::callBack);
	}

	/**
	 * Cannot be bounded for itself, as it lasts within a term.
	 */
	@Override
	public boolean extend(@Nullable Duration maxHold, @Nullable Duration minHold) {
		throw new UnsupportedOperationException(
				"A permit of a leader lasts within its term, which has no other bounds");
	}

	@Override
	public CompletionStage<Void> release() {
		close();
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public void close() {
		this.released = true;
		this.term.returned(this);
	}

	@Override
	public String toString() {
		return "Permit[" + this.term.lease() + "]";
	}

}
