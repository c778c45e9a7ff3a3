package io.quorumlock.benchmark.library;

import java.util.List;
import java.util.concurrent.locks.Lock;

import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.integration.redis.util.RedisLockRegistry;
import org.springframework.integration.redis.util.RedisLockRegistry.RedisLockType;

/**
 * Spring Integration's lock registry on one node. It does not renew.
 */
final class SpringIntegrationClient implements LockClient {

	private final LettuceConnectionFactory connections;

	private final RedisLockRegistry registry;

	private SpringIntegrationClient(List<String> uris, RedisLockType type) {
		this.connections = SpringRedisConnection.connect(uris.get(0));
		this.registry = new RedisLockRegistry(this.connections, "benchmark-" + type);
		this.registry.setRedisLockType(type);
	}

	static LockClient spin(List<String> uris) {
		return new SpringIntegrationClient(uris, RedisLockType.SPIN_LOCK);
	}

	static LockClient pubSub(List<String> uris) {
		return new SpringIntegrationClient(uris, RedisLockType.PUB_SUB_LOCK);
	}

	@Override
	public Hold acquire(String name) throws InterruptedException {
		Lock lock = this.registry.obtain(name);
		lock.lockInterruptibly();
		return new JavaLockHold(lock);
	}

	@Override
	public void close() {
		this.registry.destroy();
		this.connections.destroy();
	}

}
