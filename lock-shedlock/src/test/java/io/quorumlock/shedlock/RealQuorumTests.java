package io.quorumlock.shedlock;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.quorumlock.LockManager;
import io.quorumlock.QuorumUnavailableException;
import io.quorumlock.shedlock.autoconfigure.ShedLockAutoConfiguration;
import io.quorumlock.spring.autoconfigure.LockAutoConfiguration;
import io.quorumlock.testing.Await;
import io.quorumlock.testing.Spin;
import io.quorumlock.testing.RedisQuorum;
import net.javacrumbs.shedlock.core.DefaultLockingTaskExecutor;
import net.javacrumbs.shedlock.core.LockAssert;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.LockExtender;
import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.core.LockingTaskExecutor;
import net.javacrumbs.shedlock.core.SimpleLock;
import net.javacrumbs.shedlock.spring.annotation.EnableSchedulerLock;
import net.javacrumbs.shedlock.spring.annotation.SchedulerLock;
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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for two applications whose tasks meet on real Redis servers.
 */
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
	void annotatedMethodRunsInOneApplicationAtATime() throws Exception {
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch leave = new CountDownLatch(1);
		this.one.getBean(Jobs.class).during(() -> {
			entered.countDown();
			leave.await();
		});
		ExecutorService threads = Executors.newSingleThreadExecutor();
		try {
			Future<?> running = threads.submit(() -> this.one.getBean(Jobs.class).report());
			assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
			this.two.getBean(Jobs.class).report();
			assertThat(this.two.getBean(Jobs.class).runs()).isZero();
			leave.countDown();
			running.get(10, TimeUnit.SECONDS);
			this.two.getBean(Jobs.class).report();
			assertThat(this.two.getBean(Jobs.class).runs()).isOne();
		}
		finally {
			leave.countDown();
			threads.shutdownNow();
		}
	}

	@Test
	void annotatedMethodExtendsItsLock() {
		this.one.getBean(Jobs.class)
			.during(() -> LockExtender.extendActiveLock(Duration.ofMinutes(1), Duration.ofMinutes(1)));
		this.one.getBean(Jobs.class).report();
		assertThat(this.one.getBean(Jobs.class).runs()).isOne();
		this.two.getBean(Jobs.class).report();
		assertThat(this.two.getBean(Jobs.class).runs()).isZero();
	}

	@Test
	void annotatedMethodIsToldOfALostQuorum() {
		this.quorum.server(0).kill();
		this.one.getBean(Jobs.class).report();
		this.quorum.server(1).kill();
		assertThatExceptionOfType(QuorumUnavailableException.class)
			.isThrownBy(() -> this.one.getBean(Jobs.class).report());
		assertThat(this.one.getBean(Jobs.class).runs()).isOne();
	}

	@Test
	void lockIsFreeRightAfterUnlock() {
		for (int i = 0; i < 20; i++) {
			SimpleLock lock = lock((i % 2 == 0) ? this.one : this.two, Duration.ofMinutes(5), Duration.ZERO)
				.orElseThrow();
			assertThat(lock(this.one, Duration.ofMinutes(5), Duration.ZERO)).isEmpty();
			assertThat(lock(this.two, Duration.ofMinutes(5), Duration.ZERO)).isEmpty();
			lock.unlock();
		}
	}

	@Test
	void lockEndsWithItsMostHold() {
		SimpleLock lock = lock(this.one, Duration.ofMillis(300), Duration.ZERO).orElseThrow();
		assertThat(lock(this.two, Duration.ofMinutes(5), Duration.ZERO)).isEmpty();
		Await.until("the lock is free", () -> lock(this.two, Duration.ofMinutes(5), Duration.ZERO).isPresent());
		assertThat(lock.extend(Duration.ofMinutes(5), Duration.ZERO)).isEmpty();
	}

	@Test
	void unlockAfterTheMostHoldLeavesTheNextHolderAlone() {
		SimpleLock lock = lock(this.one, Duration.ofMillis(300), Duration.ZERO).orElseThrow();
		Await.until("the lock is free", () -> lock(this.two, Duration.ofMinutes(5), Duration.ZERO).isPresent());
		lock.unlock();
		assertThat(lock(this.one, Duration.ofMinutes(5), Duration.ZERO)).isEmpty();
	}

	@Test
	void unlockedLockStaysTakenForItsLeastHold() {
		long start = System.nanoTime();
		lock(this.one, Duration.ofMinutes(5), Duration.ofSeconds(1)).orElseThrow().unlock();
		assertThat(lock(this.one, Duration.ofMinutes(5), Duration.ZERO)).isEmpty();
		Await.until("the lock is free", () -> lock(this.two, Duration.ofMinutes(5), Duration.ZERO).isPresent());
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(1));
	}

	@Test
	void extendedLockOutlivesItsFirstMostHold() {
		long start = System.nanoTime();
		SimpleLock lock = lock(this.one, Duration.ofSeconds(1), Duration.ZERO).orElseThrow();
		SimpleLock extended = lock.extend(Duration.ofSeconds(3), Duration.ZERO).orElseThrow();
		Await.until("the lock is free", () -> lock(this.two, Duration.ofMinutes(5), Duration.ZERO).isPresent());
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(3));
		assertThat(extended.extend(Duration.ofMinutes(5), Duration.ZERO)).isEmpty();
	}

	@Test
	void manyThreadsOfTwoApplicationsCountWithoutLosingOne() throws Exception {
		int[] counter = { 0 };
		ExecutorService threads = Executors.newFixedThreadPool(6);
		try {
			List<Future<?>> tasks = new ArrayList<>();
			for (int i = 0; i < 6; i++) {
				LockingTaskExecutor executor = new DefaultLockingTaskExecutor(
						((i % 2 == 0) ? this.one : this.two).getBean(LockProvider.class));
				tasks.add(threads.submit(() -> {
					for (int done = 0; done < 20;) {
						int[] ran = { 0 };
						executor.executeWithLock((Runnable) () -> {
							int seen = counter[0];
							Spin.aMoment();
							counter[0] = seen + 1;
							ran[0] = 1;
						}, configuration("counter", Duration.ofMinutes(5), Duration.ZERO));
						done += ran[0];
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

	private static Optional<SimpleLock> lock(ConfigurableApplicationContext application, Duration most,
			Duration least) {
		return application.getBean(LockProvider.class).lock(configuration("report", most, least));
	}

	private static LockConfiguration configuration(String name, Duration most, Duration least) {
		return new LockConfiguration(Instant.EPOCH, name, most, least);
	}

	private ConfigurableApplicationContext startApplication() {
		ConfigurableApplicationContext application = new SpringApplicationBuilder(Application.class)
			.web(WebApplicationType.NONE)
			.properties("spring.main.banner-mode=off", "spring.main.register-shutdown-hook=false",
					"spring.application.name=real-quorum", "lock.node-timeout=300ms")
			.run("--lock.nodes=" + this.quorum.nodes());
		this.applications.add(application);
		this.quorum.awaitVotes(application.getBean(LockManager.class));
		return application;
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ LockAutoConfiguration.class, ShedLockAutoConfiguration.class })
	@EnableSchedulerLock(defaultLockAtMostFor = "10m")
	static class Application {

		@Bean
		Jobs jobs() {
			return new Jobs();
		}

	}

	/** Proxied, so its fields are reached through methods only. */
	static class Jobs {

		private volatile Body body = () -> {
		};

		private final AtomicInteger runs = new AtomicInteger();

		@SchedulerLock(name = "daily report")
		public void report() {
			LockAssert.assertLocked();
			this.runs.incrementAndGet();
			try {
				this.body.run();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

		public void during(Body other) {
			this.body = other;
		}

		public int runs() {
			return this.runs.get();
		}

	}

	interface Body {

		void run() throws InterruptedException;

	}

}
