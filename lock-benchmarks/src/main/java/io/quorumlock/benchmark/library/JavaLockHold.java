package io.quorumlock.benchmark.library;

import java.util.concurrent.locks.Lock;

/**
 * A lock with the interface of the JDK that is held. It can only be asked over the
 * network whether it still is, so that shows when it is released.
 *
 * @param lock the lock
 */
record JavaLockHold(Lock lock) implements Hold {

	@Override
	public void release() {
		this.lock.unlock();
	}

	@Override
	public boolean isHeld() {
		return true;
	}

}
