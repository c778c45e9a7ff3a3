package io.quorumlock.benchmark.library;

import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;

/**
 * Connects Redisson, as it is by default.
 */
final class RedissonConnections {

	private RedissonConnections() {
	}

	static RedissonClient connect(String uri) {
		Config config = new Config();
		config.useSingleServer().setAddress(uri);
		return Redisson.create(config);
	}

}
