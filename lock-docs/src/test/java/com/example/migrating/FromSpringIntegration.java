package com.example.migrating;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;

import com.example.shop.Order;
import io.quorumlock.LockManager;
import io.quorumlock.spring.integration.QuorumLockRegistry;

import org.springframework.context.annotation.Bean;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.integration.redis.util.RedisLockRegistry;
import org.springframework.integration.support.leader.LockRegistryLeaderInitiator;
import org.springframework.integration.support.locks.LockRegistry;

class FromSpringIntegration {

	private final LockRegistry<?> lockRegistry;

	private final Payments payments;

	FromSpringIntegration(LockRegistry<?> lockRegistry, Payments payments) {
		this.lockRegistry = lockRegistry;
		this.payments = payments;
	}

	// tag::integration-before[]
	@Bean
	RedisLockRegistry lockRegistry(RedisConnectionFactory connectionFactory) {
		return new RedisLockRegistry(connectionFactory, "shop", Duration.ofMinutes(1));
	}

	// end::integration-before[]

	// tag::integration-use[]
	boolean pay(Order order) throws InterruptedException {
		Lock lock = this.lockRegistry.obtain(order.id());
		if (!lock.tryLock(5, TimeUnit.SECONDS)) {
			return false;
		}
		try {
			this.payments.insert(order);
			return true;
		}
		finally {
			lock.unlock();
		}
	}
	// end::integration-use[]

	// tag::integration-after[]
	@Bean
	QuorumLockRegistry lockRegistry(LockManager lockManager) {
		return new QuorumLockRegistry(lockManager, "shop");
	}
	// end::integration-after[]

	// tag::integration-leader[]
	@Bean
	LockRegistryLeaderInitiator leaderInitiator(LockRegistry<?> lockRegistry) {
		return new LockRegistryLeaderInitiator(lockRegistry);
	}
	// end::integration-leader[]

}
