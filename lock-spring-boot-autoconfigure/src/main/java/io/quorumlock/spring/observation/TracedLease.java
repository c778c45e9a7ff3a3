package io.quorumlock.spring.observation;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

import io.quorumlock.Lease;
import io.quorumlock.spring.call.CallTrace.Scope;
import io.quorumlock.spring.call.ForwardingLease;
import io.quorumlock.spring.observation.LockObservationContext.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * A lease whose hold ends with its release, whoever gives it back, and when.
 */
final class TracedLease extends ForwardingLease {

	private final Span hold;

	private final CallSpans spans;

	private final AtomicBoolean released = new AtomicBoolean();

	TracedLease(Lease lease, Span hold, CallSpans spans) {
		super(lease);
		this.hold = hold;
		this.spans = spans;
	}

	@Override
	public CompletionStage<Void> release() {
		if (!this.released.compareAndSet(false, true)) {
			return super.release();
		}
		Runnable end = begin();
		try {
			return super.release().whenComplete((done, failure) -> end.run());
		}
		catch (RuntimeException ex) {
			end.run();
			throw ex;
		}
	}

	@Override
	public void close() {
		if (!this.released.compareAndSet(false, true)) {
			super.close();
			return;
		}
		Runnable end = begin();
		try {
			super.close();
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
		Outcome outcome = isHeld() ? Outcome.RELEASED : Outcome.LOST;
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

}
