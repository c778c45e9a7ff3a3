package io.quorumlock.event;

import java.time.Duration;

import io.quorumlock.FencingToken;
import io.quorumlock.LockName;
import io.quorumlock.LossCause;

/**
 * Something that has happened to a lock through this instance. Each {@link Requested} is
 * followed by one {@link Acquired} or {@link Refused}, each {@link Acquired} by one
 * {@link Released} or {@link Lost}. The leases of roles have events of their own.
 */
public sealed interface LeaseEvent extends LockEvent {

	/**
	 * What is locked.
	 * @return the name with its keys
	 */
	LockName lock();

	/**
	 * Somebody wants a lock.
	 *
	 * @param lock what is locked
	 */
	record Requested(LockName lock) implements LeaseEvent {

	}

	/**
	 * Somebody has a lock.
	 *
	 * @param lock what is locked
	 * @param token the fencing token
	 * @param waited since the request
	 * @param source where the lease came from
	 */
	record Acquired(LockName lock, FencingToken token, Duration waited, Source source) implements LeaseEvent {

	}

	/**
	 * Somebody did not get a lock.
	 *
	 * @param lock what is locked
	 * @param waited since the request
	 * @param reason why
	 */
	record Refused(LockName lock, Duration waited, Reason reason) implements LeaseEvent {

	}

	/**
	 * A holder has given a lock back.
	 *
	 * @param lock what is locked
	 * @param token the fencing token
	 * @param held since it was acquired
	 */
	record Released(LockName lock, FencingToken token, Duration held) implements LeaseEvent {

	}

	/**
	 * A lease has ended against its holder's will.
	 *
	 * @param lock what is locked
	 * @param token the fencing token
	 * @param held since it was acquired
	 * @param cause why
	 */
	record Lost(LockName lock, FencingToken token, Duration held, LossCause cause) implements LeaseEvent {

	}

	/**
	 * The nodes were asked once more, as they had seen a token as high as the one that
	 * was proposed. One round trip more, and nothing to worry about.
	 *
	 * @param lock what is locked
	 */
	record TokenRetried(LockName lock) implements LeaseEvent {

	}

	/**
	 * Where a lease comes from.
	 */
	enum Source {

		/** The nodes have granted it. */
		NODES,

		/** A former holder of this process has handed it on. */
		HANDED_ON

	}

	/**
	 * Why somebody did not get a lock.
	 */
	enum Reason {

		/** Somebody else held it for the whole wait. */
		CONTENDED,

		/** Too few nodes could vote. */
		UNAVAILABLE,

		/** The caller has given up, or was interrupted. */
		ABANDONED,

		/** The lock manager was closed. */
		CLOSED

	}

}
