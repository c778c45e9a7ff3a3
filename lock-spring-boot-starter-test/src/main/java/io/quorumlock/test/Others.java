package io.quorumlock.test;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import io.quorumlock.Lease;
import io.quorumlock.LeaseRequest;
import io.quorumlock.LockName;
import io.quorumlock.quorum.AcquireResult;
import io.quorumlock.quorum.LeaseEngine;
import io.quorumlock.quorum.QuorumSettings;

/**
 * All other instances: an engine of their own on the same nodes.
 */
final class Others {

	private final LeaseEngine engine;

	private final Map<LockName, Lease> leases = new HashMap<>();

	Others(LeaseEngine engine) {
		this.engine = engine;
	}

	/**
	 * The settings of the application, as another instance has them.
	 */
	static QuorumSettings settings(QuorumSettings application) {
		return new QuorumSettings(application.namespace(), TestLocks.SOMEBODY_ELSE, application.quorum(),
				application.leaseTime(), application.waitTime(), null, application.nodeTimeout(),
				application.minNodeTimeout(), application.drift(), application.retry(), application.guard());
	}

	/**
	 * Whether they hold all of a lock.
	 */
	boolean hold(LockName lock) {
		return this.leases.values().stream().anyMatch((lease) -> lease.isHeld() && lease.lock().covers(lock));
	}

	void take(LockName lock) {
		if (hold(lock)) {
			return;
		}
		// Told before the call returns, as time is virtual and nobody waits
		this.engine.acquire(LeaseRequest.of(lock), Duration.ZERO, (result) -> took(lock, result));
		if (!hold(lock)) {
			throw new IllegalStateException("Nobody else can take '" + lock + "' now: is the quorum lost, a part of it "
					+ "held elsewhere, or its shortest hold not over? Restore, let go, or advance first");
		}
	}

	void letGo(LockName lock) {
		Lease lease = this.leases.remove(lock);
		if (lease == null) {
			throw new IllegalStateException(
					"'" + lock + "' is not held elsewhere, but this is: " + this.leases.keySet());
		}
		lease.release();
	}

	void letGoIfHeld(LockName lock) {
		Lease lease = this.leases.remove(lock);
		if (lease != null) {
			lease.release();
		}
	}

	void letAllGo() {
		this.leases.values().forEach(Lease::release);
		this.leases.clear();
	}

	private void took(LockName lock, AcquireResult result) {
		if (result instanceof AcquireResult.Acquired acquired) {
			this.leases.put(lock, acquired.lease());
		}
	}

}
