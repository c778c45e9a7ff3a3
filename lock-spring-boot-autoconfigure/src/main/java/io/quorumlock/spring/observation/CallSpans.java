package io.quorumlock.spring.observation;

import io.micrometer.observation.Observation;
import io.quorumlock.FencingToken;
import io.quorumlock.LockName;
import org.jspecify.annotations.Nullable;

/**
 * The spans that a call may have, all for the same lock or role.
 */
interface CallSpans {

	/**
	 * Starts the wait.
	 * @return the span, {@code null} if nobody waits for such a lease
	 */
	@Nullable Span startWait();

	/**
	 * Starts the hold.
	 */
	Span startHold(FencingToken token);

	/**
	 * Starts the release.
	 * @param hold the hold within which it is
	 * @return the span, {@code null} if no node is told
	 */
	@Nullable Span startRelease(Span hold);

	/**
	 * The spans of a call that needs a lock.
	 *
	 * @param observations starts them
	 * @param lock the lock
	 * @param parent the parent of wait and hold, {@code null} for none
	 */
	record OfLock(CallObservations observations, LockName lock, @Nullable Observation parent) implements CallSpans {

		@Override
		public Span startWait() {
			return start(LockObservation.ACQUIRE, null, this.parent);
		}

		@Override
		public Span startHold(FencingToken token) {
			return start(LockObservation.HOLD, token, this.parent);
		}

		@Override
		public Span startRelease(Span hold) {
			return start(LockObservation.RELEASE, hold.context().getToken(), hold.observation());
		}

		private Span start(LockObservation observation, @Nullable FencingToken token, @Nullable Observation parent) {
			return this.observations.start(LockObservationContext.of(observation, this.lock, token), parent);
		}

	}

	/**
	 * The spans of a call that needs a permit: it is there or not, and given back without
	 * the nodes.
	 *
	 * @param observations starts them
	 * @param role the role
	 * @param parent the parent of the hold, {@code null} for none
	 */
	record OfRole(CallObservations observations, String role, @Nullable Observation parent) implements CallSpans {

		@Override
		public @Nullable Span startWait() {
			return null;
		}

		@Override
		public Span startHold(FencingToken token) {
			return this.observations.start(LockObservationContext.ofRole(this.role, token), this.parent);
		}

		@Override
		public @Nullable Span startRelease(Span hold) {
			return null;
		}

	}

}
