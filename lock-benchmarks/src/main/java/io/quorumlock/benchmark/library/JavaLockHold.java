package io.quorumlock.benchmark.library;

import java.util.concurrent.locks.Lock;
import java.util.function.BooleanSupplier;

/**
 * A lock with the interface of the JDK that is held.
 *
 * @param lock the lock
 * @param held whether it still is
 */
record JavaLockHold(Lock lock, BooleanSupplier held) implements Hold {

	@Override
	public void release() {
		this.lock.unlock();
	}

	@Override
	public boolean isHeld() {
		return this.held.getAsBoolean();
	}

}
