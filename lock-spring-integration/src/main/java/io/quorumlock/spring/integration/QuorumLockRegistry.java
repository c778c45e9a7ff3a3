package io.quorumlock.spring.integration;

import java.time.Duration;

import io.quorumlock.LockManager;
import io.quorumlock.LockName;
import io.quorumlock.QuorumUnavailableException;
import io.quorumlock.time.Ticker;

import org.springframework.integration.support.locks.DistributedLock;
import org.springframework.integration.support.locks.ExpirableLockRegistry;
import org.springframework.integration.support.locks.LockRegistry;
import org.springframework.integration.support.locks.RenewableLockRegistry;
import org.springframework.util.Assert;

/**
 * A {@link LockRegistry} whose locks are leases of a {@link LockManager}, reentrant per
 * thread. A lease is renewed until it is unlocked; a time-to-live, where one is given,
 * ends it even so. Whoever unlocks a lock whose lease was lost meanwhile, or locks it
 * again before, is told by a {@link java.util.ConcurrentModificationException}.
 * Thread-safe.
 */
public final class QuorumLockRegistry
		implements ExpirableLockRegistry<DistributedLock>, RenewableLockRegistry<DistributedLock> {

	private static final String DEFAULT_NAME = "spring-integration";

	private final String name;

	private final LockPool locks;

	/**
	 * A registry whose locks have the name {@code spring-integration}.
	 * @param manager where the leases come from
	 */
	public QuorumLockRegistry(LockManager manager) {
		this(manager, DEFAULT_NAME);
	}

	/**
	 * A registry that shares its locks with those of the same name only.
	 * @param manager where the leases come from
	 * @param name the name of its locks, of which the keys that are obtained are the keys
	 * @throws IllegalArgumentException if the name has an illegal character or length
	 */
	public QuorumLockRegistry(LockManager manager, String name) {
		this(manager, name, Ticker.system());
	}

	QuorumLockRegistry(LockManager manager, String name, Ticker ticker) {
		this.name = LockName.requireLegal("registry name", name);
		this.locks = new LockPool(manager, ticker);
	}

	/**
	 * The lock of a key, the same for all callers as long as one of them refers to it or
	 * holds it.
	 * @param lockKey the key, a text
	 * @return the lock; its methods throw {@link QuorumUnavailableException} if too few
	 * nodes could be asked, those that wait without limit only after ten seconds of it
	 * @throws IllegalArgumentException if the key is no text, blank or longer than
	 * {@value LockName#MAX_KEY_LENGTH} characters
	 */
	@Override
	public DistributedLock obtain(Object lockKey) {
		return lock(lockKey);
	}

	/**
	 * Lets a lock be held for its default time, counted from now: for as long as it is
	 * renewed, unless the lock manager has a longest hold.
	 * @param lockKey the key
	 * @throws IllegalStateException if this thread does not hold the lock, or has lost it
	 */
	@Override
	public void renewLock(Object lockKey) {
		lock(lockKey).renew(null);
	}

	/**
	 * Lets a lock be held for another time-to-live, counted from now.
	 * @param lockKey the key
	 * @param ttl after which the lock is given up
	 * @throws IllegalStateException if this thread does not hold the lock, or has lost it
	 * @throws IllegalArgumentException if the time-to-live is not positive or longer than
	 * 365 days
	 */
	@Override
	public void renewLock(Object lockKey, Duration ttl) {
		lock(lockKey).renew(ttl);
	}

	/**
	 * Does nothing: locks that nobody uses are not kept.
	 * @param age not used
	 */
	@Override
	public void expireUnusedOlderThan(long age) {
	}

	private LeasedLock lock(Object lockKey) {
		Assert.isInstanceOf(String.class, lockKey, "The key of a lock must be a text, as other instances see no more");
		return this.locks.get(LockName.of(this.name, (String) lockKey));
	}

}
