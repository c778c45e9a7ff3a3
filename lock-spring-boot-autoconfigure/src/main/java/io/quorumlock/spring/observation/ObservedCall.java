package io.quorumlock.spring.observation;

import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;

import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.quorumlock.Lease;
import io.quorumlock.LockNotAcquiredException;
import io.quorumlock.QuorumUnavailableException;
import io.quorumlock.annotation.LockInterruptedException;
import io.quorumlock.spring.call.CallTrace;
import io.quorumlock.spring.observation.LockObservation.LockEvent;
import io.quorumlock.spring.observation.LockObservationContext.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * One call as spans: the wait for its lease, then the hold, and the release within that.
 */
final class ObservedCall implements CallTrace {

	private final CallSpans spans;

	private final @Nullable Span wait;

	private @Nullable Span hold;

	/**
	 * A call that begins now.
	 * @param spans what it begins and ends
	 */
	ObservedCall(CallSpans spans) {
		this.spans = spans;
		this.wait = spans.startWait();
	}

	@Override
	public void refused(@Nullable Throwable refusal) {
		if (this.wait != null) {
			Outcome outcome = (refusal != null) ? outcome(refusal) : null;
			if (refusal != null && (outcome == Outcome.UNAVAILABLE || outcome == Outcome.FAILED)) {
				this.wait.error(refusal);
			}
			this.wait.stop(outcome);
		}
	}

	private static Outcome outcome(Throwable refusal) {
		if (refusal instanceof LockNotAcquiredException) {
			return Outcome.CONTENDED;
		}
		if (refusal instanceof QuorumUnavailableException) {
			return Outcome.UNAVAILABLE;
		}
		boolean abandoned = refusal instanceof LockInterruptedException || refusal instanceof CancellationException;
		return abandoned ? Outcome.ABANDONED : Outcome.FAILED;
	}

	@Override
	public Lease held(Lease lease) {
		if (this.wait != null) {
			this.wait.context().setToken(lease.fencingToken());
			this.wait.stop(Outcome.ACQUIRED);
		}
		Span held = this.spans.startHold(lease.fencingToken());
		if (held.isNoop()) {
			return lease;
		}
		this.hold = held;
		lease.onLost(() -> held.event(LockEvent.LOST));
		return new TracedLease(lease, held, this.spans);
	}

	@Override
	public Scope open() {
		return (this.hold != null) ? this.hold.open() : Scope.NONE;
	}

	@Override
	public Map<Object, Object> context() {
		return (this.hold != null) ? Map.of(ObservationThreadLocalAccessor.KEY, this.hold.observation()) : Map.of();
	}

	@Override
	public void failed(Throwable failure) {
		if (this.hold != null) {
			Throwable cause = (failure instanceof CompletionException) ? failure.getCause() : null;
			this.hold.error((cause != null) ? cause : failure);
		}
	}

}
