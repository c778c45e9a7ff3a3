package io.quorumlock.spring.call;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

import io.quorumlock.FencingToken;
import io.quorumlock.Lease;
import io.quorumlock.LockName;
import org.jspecify.annotations.Nullable;

/**
 * A lease that does what another one does; subclasses say what they do differently.
 */
public abstract class ForwardingLease implements Lease {

	private final Lease lease;

	/**
	 * Forwards to a lease.
	 * @param lease the lease
	 */
	protected ForwardingLease(Lease lease) {
		this.lease = lease;
	}

	@Override
	public LockName lock() {
		return this.lease.lock();
	}

	@Override
	public FencingToken fencingToken() {
		return this.lease.fencingToken();
	}

	@Override
	public Duration remaining() {
		return this.lease.remaining();
	}

	@Override
	public boolean isHeld() {
		return this.lease.isHeld();
	}

	@Override
	public void ensureHeld() {
		this.lease.ensureHeld();
	}

	@Override
	public void onLost(Runnable callback) {
		this.lease.onLost(callback);
	}

	@Override
	public boolean extend(@Nullable Duration maxHold, @Nullable Duration minHold) {
		return this.lease.extend(maxHold, minHold);
	}

	@Override
	public CompletionStage<Void> release() {
		return this.lease.release();
	}

	@Override
	public void close() {
		this.lease.close();
	}

	@Override
	public String toString() {
		return this.lease.toString();
	}

}
