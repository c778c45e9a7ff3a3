package io.quorumlock.benchmark.library;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Fair locks of this JVM.
 */
final class LocalClient implements LockClient {

	private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();

	@Override
	public Hold acquire(String name) throws InterruptedException {
		ReentrantLock lock = this.locks.computeIfAbsent(name, (key) -> new ReentrantLock(true));
		lock.lockInterruptibly();
		return new JavaLockHold(lock);
	}

	@Override
	public void close() {
	}

}
