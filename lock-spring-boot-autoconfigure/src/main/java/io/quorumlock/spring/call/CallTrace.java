package io.quorumlock.spring.call;

import java.util.Map;

import io.quorumlock.Lease;
import org.jspecify.annotations.Nullable;

/**
 * The trace of one call: first it asks for a lease, and then {@linkplain #held holds} it
 * or is {@linkplain #refused refused}. A call within another that shares its lease has no
 * trace of its own. Throws nothing: tracing is no concern of the call.
 */
public interface CallTrace {

	/** No trace. */
	CallTrace NONE = new CallTrace() {

		@Override
		public void refused(@Nullable Throwable refusal) {
		}

		@Override
		public Lease held(Lease lease) {
			return lease;
		}

		@Override
		public Scope open() {
			return Scope.NONE;
		}

		@Override
		public Map<Object, Object> context() {
			return Map.of();
		}

		@Override
		public void failed(Throwable failure) {
		}

	};

	/**
	 * The call does not get a lease. Changes nothing if it has one already.
	 * @param refusal why, {@code null} if it is skipped
	 */
	void refused(@Nullable Throwable refusal);

	/**
	 * The call gets a lease, which it holds from now on.
	 * @param lease the lease
	 * @return the same lease, to be given back in its place, by whichever call and thread
	 * is the last to need it
	 */
	Lease held(Lease lease);

	/**
	 * The method begins to run on this thread.
	 * @return closed on the same thread once it has returned
	 */
	Scope open();

	/**
	 * What the publisher that the method returned finds in its context.
	 * @return what to add to that of the subscriber
	 */
	Map<Object, Object> context();

	/**
	 * The work of the method has failed.
	 * @param failure what the caller gets
	 */
	void failed(Throwable failure);

	/**
	 * While this is open, the thread works for the call.
	 */
	@FunctionalInterface
	interface Scope extends AutoCloseable {

		/** Nothing that would have to be closed. */
		Scope NONE = () -> {
		};

		@Override
		void close();

	}

}
