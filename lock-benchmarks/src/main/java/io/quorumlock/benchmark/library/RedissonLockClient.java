package io.quorumlock.benchmark.library;

import java.util.List;
import java.util.function.BiFunction;

import org.redisson.api.RLock;
import org.redisson.api.RedissonClient;

/**
 * Redisson on one node, renewed by its watchdog.
 */
final class RedissonLockClient implements LockClient {

	private final RedissonClient client;

	private final BiFunction<RedissonClient, String, RLock> factory;

	private RedissonLockClient(List<String> uris, BiFunction<RedissonClient, String, RLock> factory) {
		this.client = RedissonConnections.connect(uris.get(0));
		this.factory = factory;
	}

	static LockClient lock(List<String> uris) {
		return new RedissonLockClient(uris, RedissonClient::getLock);
	}

	static LockClient fencedLock(List<String> uris) {
		return new RedissonLockClient(uris, RedissonClient::getFencedLock);
	}

	@Override
	public Hold acquire(String name) throws InterruptedException {
		RLock lock = this.factory.apply(this.client, name);
		lock.lockInterruptibly();
		return new JavaLockHold(lock);
	}

	@Override
	public void close() {
		this.client.shutdown();
	}

}
