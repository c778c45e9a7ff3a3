package io.quorumlock.benchmark.library;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.SimpleLock;
import net.javacrumbs.shedlock.provider.redis.spring.RedisLockProvider;

import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * ShedLock on one node. It neither waits nor renews, so it takes no part where locks are
 * fought over.
 */
final class ShedLockClient implements LockClient {

	private static final Duration AT_MOST = Duration.ofSeconds(30);

	private final LettuceConnectionFactory connections;

	private final RedisLockProvider provider;

	ShedLockClient(List<String> uris) {
		this.connections = SpringRedisConnection.connect(uris.get(0));
		this.provider = new RedisLockProvider(this.connections);
	}

	@Override
	public Hold acquire(String name) {
		Instant now = Instant.now();
		SimpleLock lock = this.provider.lock(new LockConfiguration(now, name, AT_MOST, Duration.ZERO))
			.orElseThrow(() -> new IllegalStateException("ShedLock does not wait: " + name + " is taken"));
		return new Taken(lock, now.plus(AT_MOST));
	}

	@Override
	public void close() {
		this.connections.destroy();
	}

	/**
	 * A lock that was taken.
	 *
	 * @param lock the lock
	 * @param end when it ends
	 */
	private record Taken(SimpleLock lock, Instant end) implements Hold {

		@Override
		public void release() {
			this.lock.unlock();
		}

		@Override
		public boolean isHeld() {
			return Instant.now().isBefore(this.end);
		}

	}

}
