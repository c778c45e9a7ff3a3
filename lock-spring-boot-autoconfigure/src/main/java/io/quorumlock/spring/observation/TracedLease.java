package io.quorumlock.spring.observation;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

import io.quorumlock.FencingToken;
import io.quorumlock.Lease;
import io.quorumlock.LockName;
import io.quorumlock.spring.call.CallTrace.Scope;
import io.quorumlock.spring.observation.LockObservationContext.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * A lease whose hold ends with its release, whoever gives it back, and when.
 */
final class TracedLease implements Lease {

	private final Lease lease;

	private final Span hold;

	private final CallSpans spans;

	private final AtomicBoolean released = new AtomicBoolean();

	TracedLease(Lease lease, Span hold, CallSpans spans) {
		this.lease = lease;
		this.hold = hold;
		this.spans = spans;
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

	@Override
	public void ensureHeld() {
		this.lease.ensureHeld();
	}

	@Override
	public void onLost(Runnable callback) {
		this.lease.onLost(callback);
	}

	@Override
	public boolean extend(@Nullable Duration maxHold, @Nullable Duration minHold) {
		return this.lease.extend(maxHold, minHold);
	}

	@Override
	public CompletionStage<Void> release() {
		if (!this.released.compareAndSet(false, true)) {
			return this.lease.release();
		}
		Runnable end = begin();
		try {
			return this.lease.release().whenComplete((done, failure) -> end.run());
		}
		catch (RuntimeException ex) {
			end.run();
			throw ex;
		}
	}

	@Override
	public void close() {
		if (!this.released.compareAndSet(false, true)) {
			this.lease.close();
			return;
		}
		Runnable end = begin();
		try {
			this.lease.close();
		}
		finally {
			end.run();
		}
	}

	/**
	 * Begins the release.
	 * @return ends it, and the hold
	 */
	private Runnable begin() {
		Outcome outcome = this.lease.isHeld() ? Outcome.RELEASED : Outcome.LOST;
		Span release = startRelease();
		return () -> {
			if (release != null) {
				release.stop(null);
			}
			this.hold.stop(outcome);
		};
	}

	// Tracers prefer what is current to any other parent
	private @Nullable Span startRelease() {
		Scope scope = this.hold.open();
		try (scope) {
			return this.spans.startRelease(this.hold);
		}
	}

	@Override
	public String toString() {
		return this.lease.toString();
	}

}
