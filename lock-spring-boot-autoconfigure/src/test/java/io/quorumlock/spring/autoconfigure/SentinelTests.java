package io.quorumlock.spring.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.quorumlock.Lease;
import io.quorumlock.LeaseRequest;
import io.quorumlock.LockManager;
import io.quorumlock.event.LockEvent;
import io.quorumlock.event.LockListener;
import io.quorumlock.event.NodeEvent;
import io.quorumlock.spring.fake.Warnings;
import io.quorumlock.testing.Await;
import io.quorumlock.testing.RedisSentinel;
import io.quorumlock.testing.RedisServer;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for a node behind a real Sentinel.
 */
class SentinelTests {

	private static final LeaseRequest ORDER = LeaseRequest.of("orders", "42");

	private final List<LockEvent> events = new CopyOnWriteArrayList<>();

	@Test
	@SuppressWarnings("try")
	void newMasterGrantsAfterTheRestartGuard() {
		try (RedisServer master = RedisServer.start();
				RedisServer replica = RedisServer.start("--replicaof", "127.0.0.1", Integer.toString(master.port()));
				RedisSentinel sentinel = RedisSentinel.watch("shop", master);
				Warnings warnings = new Warnings(DataRedisLockConnectionDetails.class)) {
			runner(sentinel).run((context) -> {
				assertThat(warnings.messages()).singleElement().asString().contains("can lose locks");
				LockManager locks = context.getBean(LockManager.class);
				Lease lease = locks.acquire(ORDER);
				assertThat(lease.isHeld()).isTrue();
				master.kill();
				Await.until("the lease is lost", () -> !lease.isHeld());
				Await.until("the new master grants", Duration.ofSeconds(30), () -> tokenOf(locks) > 0);
				assertThat(tokenOf(locks)).isGreaterThan(lease.fencingToken().value());
				assertThat(this.events).contains(new NodeEvent.Reborn("shop", Duration.ofSeconds(1)));
			});
		}
	}

	private static long tokenOf(LockManager locks) {
		try (Lease lease = locks.tryAcquire(ORDER).orElse(null)) {
			return (lease != null) ? lease.fencingToken().value() : 0;
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
		catch (RuntimeException ex) {
			return 0;
		}
	}

	private ApplicationContextRunner runner(RedisSentinel sentinel) {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class, LockAutoConfiguration.class))
			.withBean(LockListener.class, () -> this.events::add)
			.withPropertyValues("spring.data.redis.sentinel.master=shop",
					"spring.data.redis.sentinel.nodes=" + sentinel.address(), "lock.allow-sentinel=true",
					"lock.lease-time=1s");
	}

}
