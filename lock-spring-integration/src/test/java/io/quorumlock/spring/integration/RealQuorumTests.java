package io.quorumlock.spring.integration;

import java.time.Duration;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;

import io.quorumlock.LockManager;
import io.quorumlock.QuorumUnavailableException;
import io.quorumlock.spring.autoconfigure.LockAutoConfiguration;
import io.quorumlock.spring.integration.autoconfigure.LockRegistryAutoConfiguration;
import io.quorumlock.testing.Await;
import io.quorumlock.testing.Spin;
import io.quorumlock.testing.RedisQuorum;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.integration.leader.DefaultCandidate;
import org.springframework.integration.support.leader.LockRegistryLeaderInitiator;
import org.springframework.integration.support.locks.DistributedLock;
import org.springframework.integration.support.locks.LockRegistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for two applications whose registries and leader initiators meet on real Redis
 * servers.
 */
// When each lock is given back is what is tested
@SuppressWarnings("LockNotBeforeTry")
@Timeout(60)
class RealQuorumTests {

	private final RedisQuorum quorum = RedisQuorum.start(3);

	private final List<ConfigurableApplicationContext> applications = new ArrayList<>();

	private ConfigurableApplicationContext one;

	private ConfigurableApplicationContext two;

	@BeforeEach
	void start() {
		this.one = startApplication();
		this.two = startApplication();
	}

	@AfterEach
	void close() {
		this.applications.forEach(ConfigurableApplicationContext::close);
		this.quorum.close();
	}

	@Test
	void lockedHereIsLockedThereUntilUnlocked() throws InterruptedException {
		Lock here = lock(this.one, "foo");
		Lock there = lock(this.two, "foo");
		here.lock();
		assertThat(there.tryLock()).isFalse();
		assertThat(there.tryLock(50, TimeUnit.MILLISECONDS)).isFalse();
		assertThat(lock(this.two, "bar").tryLock()).isTrue();
		here.unlock();
		assertThat(there.tryLock(10, TimeUnit.SECONDS)).isTrue();
		assertThat(here.tryLock()).isFalse();
	}

	@Test
	void waiterThereGetsTheLockAfterTheOutermostUnlockHere() throws Exception {
		Lock here = lock(this.one, "foo");
		Lock there = lock(this.two, "foo");
		ExecutorService threads = Executors.newSingleThreadExecutor();
		try {
			here.lock();
			here.lock();
			CountDownLatch asking = new CountDownLatch(1);
			Future<?> waiter = threads.submit(() -> {
				asking.countDown();
				there.lock();
				there.unlock();
			});
			asking.await();
			here.unlock();
			assertThat(waiter.isDone()).isFalse();
			here.unlock();
			waiter.get(10, TimeUnit.SECONDS);
		}
		finally {
			threads.shutdownNow();
		}
	}

	@Test
	void manyThreadsOfTwoApplicationsCountWithoutLosingOne() throws Exception {
		int[] counter = { 0 };
		ExecutorService threads = Executors.newFixedThreadPool(6);
		try {
			List<Future<?>> tasks = new ArrayList<>();
			for (int i = 0; i < 6; i++) {
				Lock lock = lock((i % 2 == 0) ? this.one : this.two, "counter");
				tasks.add(threads.submit(() -> {
					for (int round = 0; round < 20; round++) {
						lock.lock();
						try {
							int seen = counter[0];
							Spin.aMoment();
							counter[0] = seen + 1;
						}
						finally {
							lock.unlock();
						}
					}
				}));
			}
			for (Future<?> task : tasks) {
				task.get(50, TimeUnit.SECONDS);
			}
		}
		finally {
			threads.shutdownNow();
		}
		assertThat(counter[0]).isEqualTo(120);
	}

	@Test
	void lockIsFreeForOthersAfterItsTimeToLiveAndItsHolderIsTold() {
		DistributedLock here = lock(this.one, "foo");
		Lock there = lock(this.two, "foo");
		here.lock(Duration.ofMillis(300));
		assertThat(there.tryLock()).isFalse();
		Await.until("the lock is free", there::tryLock);
		assertThatExceptionOfType(ConcurrentModificationException.class).isThrownBy(here::unlock);
		assertThat(here.tryLock()).isFalse();
		there.unlock();
		assertThat(here.tryLock()).isTrue();
	}

	@Test
	void renewedLockOutlivesItsTimeToLive() throws InterruptedException {
		DistributedLock here = lock(this.one, "foo");
		Lock there = lock(this.two, "foo");
		here.lock(Duration.ofSeconds(1));
		this.one.getBean(QuorumLockRegistry.class).renewLock("foo", Duration.ofMinutes(1));
		assertThat(there.tryLock(1500, TimeUnit.MILLISECONDS)).isFalse();
		here.unlock();
	}

	@Test
	void lostQuorumIsTold() {
		this.quorum.server(0).kill();
		assertThat(lock(this.one, "foo").tryLock()).isTrue();
		this.quorum.server(1).kill();
		assertThatExceptionOfType(QuorumUnavailableException.class).isThrownBy(() -> lock(this.one, "bar").tryLock());
	}

	@Test
	void oneLeadsUntilItsApplicationCloses() {
		LockRegistryLeaderInitiator first = startInitiator(this.one);
		Await.until("the first leads", () -> first.getContext().isLeader());
		LockRegistryLeaderInitiator second = startInitiator(this.two);
		assertThat(second.getContext().isLeader()).isFalse();
		this.one.close();
		Await.until("the second leads", () -> second.getContext().isLeader());
		assertThat(first.getContext().isLeader()).isFalse();
	}

	@Test
	void leaderThatYieldsIsFollowed() {
		LockRegistryLeaderInitiator first = startInitiator(this.one);
		Await.until("the first leads", () -> first.getContext().isLeader());
		LockRegistryLeaderInitiator second = startInitiator(this.two);
		// Or the one that yields would win again by nearness
		first.setBusyWaitMillis(TimeUnit.MINUTES.toMillis(1));
		first.getContext().yield();
		Await.until("the second leads", () -> second.getContext().isLeader());
		assertThat(first.getContext().isLeader()).isFalse();
	}

	@Test
	void leaderWithoutAQuorumIsRevokedAndLeadsAgainWithOne() {
		LockRegistryLeaderInitiator first = startInitiator(this.one);
		Await.until("the first leads", () -> first.getContext().isLeader());
		this.quorum.servers().forEach((server) -> server.pause());
		Await.until("the first is revoked", () -> !first.getContext().isLeader());
		this.quorum.servers().forEach((server) -> server.resume());
		Await.until("the first leads again", Duration.ofSeconds(30), () -> first.getContext().isLeader());
	}

	private static DistributedLock lock(ConfigurableApplicationContext application, String key) {
		return application.getBean(QuorumLockRegistry.class).obtain(key);
	}

	private static LockRegistryLeaderInitiator startInitiator(ConfigurableApplicationContext application) {
		LockRegistryLeaderInitiator initiator = application.getBean(LockRegistryLeaderInitiator.class);
		initiator.start();
		return initiator;
	}

	private ConfigurableApplicationContext startApplication() {
		ConfigurableApplicationContext application = new SpringApplicationBuilder(Application.class)
			.web(WebApplicationType.NONE)
			.properties("spring.main.banner-mode=off", "spring.main.register-shutdown-hook=false",
					"spring.application.name=real-quorum", "lock.node-timeout=300ms", "lock.lease-time=3s")
			.run("--lock.nodes=" + this.quorum.nodes());
		this.applications.add(application);
		this.quorum.awaitVotes(application.getBean(LockManager.class));
		return application;
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ LockAutoConfiguration.class, LockRegistryAutoConfiguration.class })
	static class Application {

		@Bean
		@Lazy
		LockRegistryLeaderInitiator leaderInitiator(LockRegistry<?> registry) {
			LockRegistryLeaderInitiator initiator = new LockRegistryLeaderInitiator(registry,
					new DefaultCandidate("id", "reports"));
			initiator.setHeartBeatMillis(50);
			initiator.setAutoStartup(false);
			return initiator;
		}

	}

}
