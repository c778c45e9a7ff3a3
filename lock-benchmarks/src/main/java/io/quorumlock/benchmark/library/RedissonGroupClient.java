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

	private RedissonGroupClient(List<String> uris, Function<RLock[], RLock> factory) {
		this.clients = uris.stream().map(RedissonConnections::connect).toList();
		this.factory = factory;
	}

	static LockClient multiLock(List<String> uris) {
		return new RedissonGroupClient(uris, RedissonMultiLock::new);
	}

	@SuppressWarnings("deprecation")
	static LockClient redLock(List<String> uris) {
		return new RedissonGroupClient(uris, RedissonRedLock::new);
	}

	@Override
	public Hold acquire(String name) throws InterruptedException {
		RLock[] locks = this.clients.stream().map((client) -> client.getLock(name)).toArray(RLock[]::new);
		RLock lock = this.factory.apply(locks);
		lock.lockInterruptibly();
		return new JavaLockHold(lock, () -> {
			int held = 0;
			for (RLock each : locks) {
				held += (each.isHeldByCurrentThread()) ? 1 : 0;
			}
			return held > locks.length / 2;
		});
	}

	@Override
	public void close() {
		this.clients.forEach(RedissonClient::shutdown);
	}

}
