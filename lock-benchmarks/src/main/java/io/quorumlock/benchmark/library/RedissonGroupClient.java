package io.quorumlock.benchmark.library;

import java.util.List;
import java.util.function.Function;

import org.redisson.RedissonMultiLock;
import org.redisson.RedissonRedLock;
import org.redisson.api.RLock;
import org.redisson.api.RedissonClient;

/**
 * Redisson on several independent nodes.
 */
final class RedissonGroupClient implements LockClient {

	private final List<RedissonClient> clients;

	private final Function<RLock[], RLock> factory;

	private RedissonGroupClient(List<RedissonClient> clients, Function<RLock[], RLock> factory) {
		this.clients = clients;
		this.factory = factory;
	}

	static LockClient multiLock(List<String> uris) {
		return new RedissonGroupClient(uris.stream().map(RedissonConnections::connect).toList(),
				RedissonMultiLock::new);
	}

	@SuppressWarnings("deprecation")
	static LockClient redLock(List<String> uris) {
		return new RedissonGroupClient(uris.stream().map(RedissonConnections::connect).toList(), RedissonRedLock::new);
	}

	@SuppressWarnings("deprecation")
	static LockClient impatientRedLock(List<String> uris) {
		return new RedissonGroupClient(uris.stream().map(RedissonConnections::connectImpatiently).toList(),
				RedissonRedLock::new);
	}

	@Override
	public Hold acquire(String name) throws InterruptedException {
		RLock[] locks = this.clients.stream().map((client) -> client.getLock(name)).toArray(RLock[]::new);
		RLock lock = this.factory.apply(locks);
		lock.lockInterruptibly();
		return new JavaLockHold(lock);
	}

	@Override
	public void close() {
		this.clients.forEach(RedissonClient::shutdown);
	}

}
