package io.quorumlock;

import org.jspecify.annotations.Nullable;

/**
 * What is to run while a lock is held.
 *
 * @param <T> what it returns
 * @param <E> what it throws
 */
@FunctionalInterface
public interface LockedAction<T extends @Nullable Object, E extends Exception> {

	/**
	 * Runs with the lock held.
	 * @param lease the lease, released by the caller afterwards
	 * @return the result
	 * @throws E if the action fails
	 */
	T run(Lease lease) throws E;

}
