package io.quorumlock;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

/**
 * A lock that is held for as long as it is renewed. A lease that was lost or released
 * never comes back: acquire a new one. All methods may be called from any thread.
 */
public interface Lease extends AutoCloseable {

	/**
	 * The lease under which the calling thread runs the innermost locked invocation.
	 * @return the lease
	 * @throws IllegalStateException if this thread runs none
	 */
	static Lease current() {
		Lease current = LeaseScope.current();
		if (current == null) {
			throw new IllegalStateException("This thread runs nothing under a lease: ask within a method that is "
					+ "annotated with @DistributedLock or @LeaderOnly, on the thread that called it; in observe mode "
					+ "such a method runs without a lease where its lock could not be had");
		}
		return current;
	}

	/**
	 * What is locked.
	 * @return the lock name
	 */
	LockName lock();

	/**
	 * The token that every later holder's token exceeds; send it along with each write.
	 * @return the fencing token of this lease
	 */
	FencingToken fencingToken();

	/**
	 * How long this lease is still held if no further renewal succeeds.
	 * @return the time left, zero if the lease is not held
	 */
	Duration remaining();

	/**
	 * Whether this lease is held now, by comparing the clock with the deadline. Does not
	 * block and asks no node.
	 * @return {@code true} while no other instance can hold the lock, within the
	 * documented clock assumptions
	 */
	boolean isHeld();

	/**
	 * Returns if this lease is held now. In observe mode, the lease of an annotated
	 * method returns in any case.
	 * @throws LeaseLostException if it is not
	 */
	void ensureHeld();

	/**
	 * Calls back once if this lease is lost: not renewed in time or held longer than
	 * allowed. Never called for a lease that was released. The callback runs on a thread
	 * of the lock manager's callback executor, at once if the lease was lost before.
	 * @param callback what to run
	 */
	void onLost(Runnable callback);

	/**
	 * Bounds the hold anew, counted from now, in place of all earlier bounds. The lease
	 * and its token stay the same. Asks no node.
	 * @param maxHold after which the lease is given up even if its body still runs,
	 * {@code null} for the manager's default
	 * @param minHold until when the lock stays taken even if it is released earlier,
	 * {@code null} for not at all
	 * @return {@code false} if the lease was lost or released before, so that nothing has
	 * changed
	 * @throws IllegalArgumentException if a duration is out of the range that a
	 * {@link LeaseRequest} has
	 */
	boolean extend(@Nullable Duration maxHold, @Nullable Duration minHold);

	/**
	 * Gives the lock back without waiting for the nodes. A second call changes nothing.
	 * @return completed once a quorum of nodes has confirmed or has been asked in vain;
	 * what was not confirmed is repeated in the background. Never completes exceptionally
	 */
	CompletionStage<Void> release();

	/**
	 * Gives the lock back and blocks until {@link #release()} is complete: one round
	 * trip, at most a few node timeouts. A second call changes nothing. Throws nothing.
	 */
	@Override
	void close();

}
