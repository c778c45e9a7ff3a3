package io.quorumlock.shedlock;

import java.util.Optional;

import io.quorumlock.Lease;
import net.javacrumbs.shedlock.core.AbstractSimpleLock;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.SimpleLock;

/**
 * A lock of ShedLock that stands for a lease. Extending it keeps the lease, so nobody
 * else can come in between.
 */
final class LeasedLock extends AbstractSimpleLock {

	private final Lease lease;

	LeasedLock(LockConfiguration configuration, Lease lease) {
		super(configuration);
		this.lease = lease;
	}

	@Override
	protected void doUnlock() {
		this.lease.close();
	}

	@Override
	protected Optional<SimpleLock> doExtend(LockConfiguration configuration) {
		HoldBounds bounds = HoldBounds.of(configuration);
		return this.lease.extend(bounds.max(), bounds.min()) ? Optional.of(new LeasedLock(configuration, this.lease))
				: Optional.empty();
	}

}
