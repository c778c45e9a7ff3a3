package io.quorumlock.spring.call;

import java.util.function.Function;

import io.quorumlock.LockName;
import org.jspecify.annotations.Nullable;

/**
 * Traces calls that need a lease. Thread-safe.
 */
public interface CallTracer {

	/** Traces nothing. */
	CallTracer NONE = new CallTracer() {

		@Override
		public CallTrace lock(LockName lock, Function<Object, @Nullable Object> context) {
			return CallTrace.NONE;
		}

		@Override
		public CallTrace role(String role, Function<Object, @Nullable Object> context) {
			return CallTrace.NONE;
		}

	};

	/**
	 * A call begins to ask for a lock.
	 * @param lock what is to be locked
	 * @param context what the subscriber of a publisher has brought along, by its key
	 * @return the trace of the call
	 */
	CallTrace lock(LockName lock, Function<Object, @Nullable Object> context);

	/**
	 * A call asks for a permit to do the work of a leader.
	 * @param role the role
	 * @param context what the subscriber of a publisher has brought along, by its key
	 * @return the trace of the call
	 */
	CallTrace role(String role, Function<Object, @Nullable Object> context);

}
