package io.quorumlock.benchmark.library;

import java.net.URI;

import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * Connects Spring Data Redis, as it is by default: one connection for all threads.
 */
final class SpringRedisConnection {

	private SpringRedisConnection() {
	}

	static LettuceConnectionFactory connect(String uri) {
		URI address = URI.create(uri);
		LettuceConnectionFactory factory = new LettuceConnectionFactory(address.getHost(), address.getPort());
		factory.afterPropertiesSet();
		factory.start();
		return factory;
	}

}
