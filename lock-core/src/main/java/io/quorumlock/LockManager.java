package io.quorumlock;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Hands out leases on locks that at most one instance believes it holds at a time, within
 * the documented assumptions. Thread-safe. The blocking methods block the calling thread,
 * which may be virtual; the stages complete on the callback executor of the manager. What
 * the policy of the application does not allow is refused by all methods that take a
 * request with {@link LockPolicyException}, thrown at once, before any node is asked.
 */
public interface LockManager {

	/**
	 * Attempts once, without waiting for a holder to finish.
	 * @param request what to lock; its wait time is not used
	 * @return the lease, or empty if somebody else holds the lock
	 * @throws QuorumUnavailableException if too few nodes could be asked
	 * @throws InterruptedException if interrupted; nothing is held then
	 */
	Optional<Lease> tryAcquire(LeaseRequest request) throws InterruptedException;

	/**
	 * Acquires, waiting for at most the wait time of the request.
	 * @param request what to lock
	 * @return the lease
	 * @throws LockNotAcquiredException if somebody else held the lock until the wait
	 * ended
	 * @throws QuorumUnavailableException if too few nodes could be asked until the wait
	 * ended
	 * @throws InterruptedException if interrupted; nothing is held then
	 */
	Lease acquire(LeaseRequest request) throws InterruptedException;

	/**
	 * Acquires, runs the action and releases. Where the calling thread runs another
	 * action with the same lock, that lease is used, and released only when the outer
	 * action ends.
	 * @param request what to lock
	 * @param action what to run with the lock held
	 * @param <T> what the action returns
	 * @param <E> what the action throws
	 * @return what the action returned
	 * @throws E what the action threw, unchanged
	 * @throws LockNotAcquiredException if somebody else held the lock until the wait
	 * ended
	 * @throws QuorumUnavailableException if too few nodes could be asked until the wait
	 * ended
	 * @throws LeaseLostException if the lease was lost before the action returned; its
	 * result is discarded
	 * @throws InterruptedException if interrupted while waiting; nothing is held then
	 */
	<T extends @Nullable Object, E extends Exception> T execute(LeaseRequest request, LockedAction<T, E> action)
			throws E, InterruptedException;

	/**
	 * The twin of {@link #tryAcquire} that does not block. Cancelling the stage's future
	 * cancels the attempt.
	 * @param request what to lock; its wait time is not used
	 * @return completes with the lease, or empty if somebody else holds the lock, or with
	 * {@link QuorumUnavailableException}
	 */
	CompletionStage<Optional<Lease>> tryAcquireAsync(LeaseRequest request);

	/**
	 * The twin of {@link #acquire} that does not block. Cancelling the stage's future
	 * cancels the wait.
	 * @param request what to lock
	 * @return completes with the lease or with one of the exceptions of {@link #acquire}
	 */
	CompletionStage<Lease> acquireAsync(LeaseRequest request);

	/**
	 * The twin of {@link #execute} that does not block: the lock is held until the stage
	 * that the action returns is complete.
	 * @param request what to lock
	 * @param action called on the callback executor with the lock held
	 * @param <T> what the action's stage completes with
	 * @return completes as the action's stage does, or with one of the exceptions of
	 * {@link #execute}
	 */
	<T extends @Nullable Object> CompletionStage<T> executeAsync(LeaseRequest request,
			Function<Lease, ? extends CompletionStage<T>> action);

	/**
	 * Asks every node for a sign of life.
	 * @return completes with what the nodes answered within their timeout, never
	 * exceptionally
	 */
	CompletionStage<QuorumHealth> health();

}
