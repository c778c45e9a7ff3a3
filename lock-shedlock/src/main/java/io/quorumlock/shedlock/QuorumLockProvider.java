package io.quorumlock.shedlock;

import java.util.Optional;

import io.quorumlock.LeaseRequest;
import io.quorumlock.LockManager;
import io.quorumlock.LockName;
import io.quorumlock.QuorumUnavailableException;
import net.javacrumbs.shedlock.core.ExtensibleLockProvider;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.SimpleLock;
import net.javacrumbs.shedlock.support.LockException;

/**
 * A ShedLock {@link ExtensibleLockProvider} whose locks are leases of a
 * {@link LockManager}. A lease is renewed while its instance lives, for
 * {@code lockAtMostFor} at most; where the instance dies, the lock is free after the
 * lease time, even before {@code lockAtMostFor} or {@code lockAtLeastFor} is over.
 * Thread-safe.
 */
public final class QuorumLockProvider implements ExtensibleLockProvider {

	/** The name of all locks of ShedLock, whose own names are the keys. */
	private static final String NAME = "shedlock";

	private final LockManager manager;

	/**
	 * A new lock provider.
	 * @param manager where the leases come from
	 */
	public QuorumLockProvider(LockManager manager) {
		this.manager = manager;
	}

	/**
	 * Attempts once, without waiting; blocks for a round trip.
	 * @param configuration what to lock and for how long
	 * @return the lock, or empty if somebody else holds it
	 * @throws QuorumUnavailableException if too few nodes could be asked
	 * @throws LockException if interrupted; nothing is held then
	 * @throws IllegalArgumentException if the name is blank or longer than
	 * {@value LockName#MAX_KEY_LENGTH} characters, or {@code lockAtMostFor} is longer
	 * than 365 days
	 */
	@Override
	public Optional<SimpleLock> lock(LockConfiguration configuration) {
		HoldBounds bounds = HoldBounds.of(configuration);
		LeaseRequest request = new LeaseRequest(LockName.of(NAME, configuration.getName()), null, null, bounds.max(),
				bounds.min(), null);
		try {
			return this.manager.tryAcquire(request).map((lease) -> new LeasedLock(configuration, lease));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new LockException(
					"Interrupted while '" + configuration.getName() + "' was asked for; nothing is held", ex);
		}
	}

}
