package io.quorumlock.benchmark.library;

import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisConnectionException;
import org.redisson.config.Config;

/**
 * Connects Redisson, with its defaults if nothing else is said.
 */
final class RedissonConnections {

	private static final int TIMEOUT_MILLIS = 50;

	private static final int POOL_SIZE = 8;

	private static final int CONNECT_ATTEMPTS = 20;

	private RedissonConnections() {
	}

	static RedissonClient connect(String uri) {
		Config config = new Config();
		config.useSingleServer().setAddress(uri);
		return Redisson.create(config);
	}

	/**
	 * Does not wait for long, and does not ask twice. That is too little for code that is
	 * not compiled yet, so connecting is tried again.
	 */
	static RedissonClient connectImpatiently(String uri) {
		RedisConnectionException failure = new RedisConnectionException("Never tried");
		for (int i = 0; i < CONNECT_ATTEMPTS; i++) {
			try {
				Config config = new Config();
				config.useSingleServer()
					.setAddress(uri)
					.setTimeout(TIMEOUT_MILLIS)
					.setRetryAttempts(0)
					.setConnectionMinimumIdleSize(1)
					.setConnectionPoolSize(POOL_SIZE);
				return Redisson.create(config);
			}
			catch (RedisConnectionException ex) {
				failure = ex;
			}
		}
		throw failure;
	}

}
