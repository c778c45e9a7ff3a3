package io.quorumlock.spring.observation;

import io.micrometer.observation.Observation;
import io.quorumlock.FencingToken;
import io.quorumlock.LockName;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one observation of an annotated method. Either {@link #getLock()} or
 * {@link #getRole()} is there.
 */
public final class LockObservationContext extends Observation.Context {

	private final LockObservation observation;

	private final @Nullable LockName lock;

	private final @Nullable String role;

	private volatile @Nullable FencingToken token;

	private volatile @Nullable Outcome outcome;

	private LockObservationContext(LockObservation observation, @Nullable LockName lock, @Nullable String role,
			@Nullable FencingToken token) {
		this.observation = observation;
		this.lock = lock;
		this.role = role;
		this.token = token;
	}

	/**
	 * The context of an observation of a lock.
	 * @param observation what is observed
	 * @param lock what is locked
	 * @param token the fencing token, {@code null} if there is none yet
	 * @return a context without an outcome
	 */
	public static LockObservationContext of(LockObservation observation, LockName lock, @Nullable FencingToken token) {
		return new LockObservationContext(observation, lock, null, token);
	}

	/**
	 * The context of an observation of work of a leader.
	 * @param role the role
	 * @param term the term
	 * @return a context without an outcome
	 */
	public static LockObservationContext ofRole(String role, FencingToken term) {
		return new LockObservationContext(LockObservation.LEAD, null, role, term);
	}

	/**
	 * What is observed.
	 * @return one of the observations that are documented
	 */
	public LockObservation getObservation() {
		return this.observation;
	}

	/**
	 * What is locked.
	 * @return the name with its keys, {@code null} for a role
	 */
	public @Nullable LockName getLock() {
		return this.lock;
	}

	/**
	 * Whose work it is.
	 * @return the role, {@code null} for a lock
	 */
	public @Nullable String getRole() {
		return this.role;
	}

	/**
	 * The token under which the method runs.
	 * @return the fencing token, or the term of a role, {@code null} as long as there is
	 * none
	 */
	public @Nullable FencingToken getToken() {
		return this.token;
	}

	void setToken(FencingToken token) {
		this.token = token;
	}

	/**
	 * What came of it.
	 * @return the outcome, {@code null} as long as that is open
	 */
	public @Nullable Outcome getOutcome() {
		return this.outcome;
	}

	void setOutcome(@Nullable Outcome outcome) {
		this.outcome = outcome;
	}

	/**
	 * What comes of an observation.
	 */
	public enum Outcome {

		/** The caller has the lock. */
		ACQUIRED,

		/** Somebody else held the lock for the whole wait. */
		CONTENDED,

		/** Too few nodes could vote. */
		UNAVAILABLE,

		/** The caller was interrupted, or the subscription cancelled. */
		ABANDONED,

		/** Something else has failed. */
		FAILED,

		/** It was held until it was given back. */
		RELEASED,

		/** The lease ended before it was given back. */
		LOST

	}

}
