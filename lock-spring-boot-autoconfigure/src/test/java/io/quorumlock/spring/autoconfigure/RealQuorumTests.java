package io.quorumlock.spring.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.quorumlock.Lease;
import io.quorumlock.LeaseRequest;
import io.quorumlock.LockManager;
import io.quorumlock.QuorumUnavailableException;
import io.quorumlock.annotation.DistributedLock;
import io.quorumlock.annotation.LeaderOnly;
import io.quorumlock.annotation.OnContention;
import io.quorumlock.election.LeaderChanged;
import io.quorumlock.election.Leader;
import io.quorumlock.election.LeaderElection;
import io.quorumlock.election.LeadershipEvent;
import io.quorumlock.election.LeadershipGranted;
import io.quorumlock.election.LeadershipRevoked;
import io.quorumlock.testing.Await;
import io.quorumlock.testing.RedisQuorum;
import io.quorumlock.testing.RedisServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for whole applications on real Redis servers.
 */
class RealQuorumTests {

	private final List<ConfigurableApplicationContext> applications = new ArrayList<>();

	@AfterEach
	void close() {
		this.applications.forEach(ConfigurableApplicationContext::close);
	}

	@Test
	void oneInstanceAtATimeOnThreeNodesAlsoWithoutOneOfThem() throws Exception {
		try (RedisQuorum quorum = RedisQuorum.start(3)) {
			ConfigurableApplicationContext one = start(quorum);
			ConfigurableApplicationContext two = start(quorum);
			excludes(one, two);
			quorum.server(0).kill();
			excludes(two, one);
			Await.until("the lost node is seen", () -> details(one).toString().contains("status=DOWN"));
			assertThat(health(one).getStatus()).isEqualTo(Status.UP);
			assertThat(health(one).getDetails()).containsEntry("nodesNeeded", 2).containsEntry("nodesVoting", 2);
			quorum.server(1).kill();
			Await.until("the lost quorum is seen", () -> health(two).getStatus().equals(Status.OUT_OF_SERVICE));
			assertThatExceptionOfType(QuorumUnavailableException.class)
				.isThrownBy(() -> one.getBean(Jobs.class).attempt("a"));
		}
	}

	@Test
	void nodeWithWhichTwoCouldWinIsNotUsedUntilTheOtherIsGone() {
		try (RedisQuorum quorum = RedisQuorum.start(4)) {
			List<String> uris = quorum.uris();
			ConfigurableApplicationContext one = start("--lock.nodes=" + String.join(",", uris.subList(0, 3)));
			ConfigurableApplicationContext two = start(
					"--lock.nodes=" + String.join(",", uris.get(0), uris.get(1), uris.get(3)));
			assertThat(details(two).toString()).contains("not used until instance ", "needs 2 of [127.0.0.1:");
			Await.until("the shared nodes vote", () -> health(two).getDetails().get("nodesVoting").equals(2));
			assertThat(one.getBean(Jobs.class).attempt("a")).isEqualTo("ran a");
			assertThat(two.getBean(Jobs.class).attempt("a")).isEqualTo("ran a");
			one.close();
			Await.until("the last node is used", () -> !details(two).toString().contains("not used until"));
		}
	}

	@Test
	void nodeIsUsedAllTheSameIfThatIsWanted() {
		try (RedisQuorum quorum = RedisQuorum.start(3)) {
			start("--lock.nodes=" + quorum.uris().get(0));
			ConfigurableApplicationContext two = start("--lock.nodes=" + quorum.nodes(),
					"--lock.node-set-conflict=warn");
			assertThat(details(two).toString()).doesNotContain("not used until");
		}
	}

	@Test
	void closingTheApplicationGivesLeadershipBackWhileRedisIsConnected() {
		try (RedisQuorum quorum = RedisQuorum.start(3)) {
			ConfigurableApplicationContext one = start(quorum);
			Events events = one.getBean(Events.class);
			Await.until("the first leads", () -> one.getBean(Jobs.class).lead() != null);
			ConfigurableApplicationContext two = start(quorum);
			assertThat(two.getBean(Jobs.class).lead()).isNull();
			Await.until("the second knows who leads",
					() -> two.getBean(LeaderElection.class)
						.leadership("default")
						.leader()
						.map(Leader::instanceId)
						.filter(instanceId(one)::equals)
						.isPresent());
			// A lease lasts 30 seconds, so if it were not given back this would take too
			// long
			one.close();
			Await.until("the second leads", () -> two.getBean(Jobs.class).lead() != null);
			// The gate does not wait for those who are told
			Await.until("the second is told", () -> !two.getBean(Events.class).of(LeadershipGranted.class).isEmpty());
			long term = term(events.of(LeadershipGranted.class));
			assertThat(term(events.of(LeadershipRevoked.class))).isEqualTo(term);
			assertThat(term(two.getBean(Events.class).of(LeadershipGranted.class))).isGreaterThan(term);
			assertThat(two.getBean(Events.class).of(LeaderChanged.class)).isNotEmpty();
			assertThat(events.threads).doesNotContain("lock-watchdog").isNotEmpty();
		}
	}

	@Test
	void locksHeldWhenTheApplicationClosesAreGivenBack() throws Exception {
		try (RedisQuorum quorum = RedisQuorum.start(3)) {
			ConfigurableApplicationContext one = start(quorum);
			ConfigurableApplicationContext two = start(quorum);
			Lease lease = one.getBean(LockManager.class).tryAcquire(LeaseRequest.of("job", "a")).orElseThrow();
			assertThat(two.getBean(Jobs.class).attempt("a")).isNull();
			one.close();
			assertThat(lease.isHeld()).isFalse();
			Await.until("the lock is free", () -> two.getBean(Jobs.class).attempt("a") != null);
		}
	}

	@Test
	void theOneRedisOfSpringDataIsAQuorumOfOneWithItsPassword() {
		try (RedisServer redis = RedisServer.start("--requirepass", "p1anted-secret")) {
			ConfigurableApplicationContext one = start("--spring.data.redis.host=127.0.0.1",
					"--spring.data.redis.port=" + redis.port(), "--spring.data.redis.password=p1anted-secret");
			ConfigurableApplicationContext two = start(
					"--lock.nodes=redis://:p1anted-secret@127.0.0.1:" + redis.port());
			Await.until("both are connected",
					() -> health(one).getStatus().equals(Status.UP) && health(two).getStatus().equals(Status.UP));
			assertThat(one.getBean(Jobs.class).attempt("a")).isEqualTo("ran a");
			assertThat(two.getBean(Jobs.class).attempt("a")).isEqualTo("ran a");
			assertThat(health(one).toString()).doesNotContain("p1anted-secret").contains("127.0.0.1:" + redis.port());
		}
	}

	/**
	 * Were they pinned while they wait, the few carriers would all wait and the holder's
	 * thread could not go on.
	 */
	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void manyVirtualThreadsWaitForOneLock() throws Exception {
		try (RedisQuorum quorum = RedisQuorum.start(3)) {
			Jobs jobs = start("--lock.nodes=" + quorum.nodes(), "--lock.wait-time=60s").getBean(Jobs.class);
			ExecutorService threads = (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor")
				.invoke(null);
			List<Future<?>> calls = new ArrayList<>();
			for (int i = 0; i < 30; i++) {
				calls.add(threads.submit(() -> jobs.count("a")));
			}
			for (Future<?> call : calls) {
				call.get(60, TimeUnit.SECONDS);
			}
			threads.shutdown();
			assertThat(jobs.counted()).isEqualTo(30);
		}
	}

	private static void excludes(ConfigurableApplicationContext holder, ConfigurableApplicationContext other)
			throws InterruptedException {
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch leave = new CountDownLatch(1);
		Thread thread = new Thread(() -> holder.getBean(Jobs.class).hold("a", entered, leave));
		thread.start();
		try {
			assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
			assertThat(other.getBean(Jobs.class).attempt("a")).isNull();
			assertThat(other.getBean(Jobs.class).attempt("b")).isEqualTo("ran b");
		}
		finally {
			leave.countDown();
			thread.join(TimeUnit.SECONDS.toMillis(10));
		}
		assertThat(other.getBean(Jobs.class).attempt("a")).isEqualTo("ran a");
	}

	private static Health health(ConfigurableApplicationContext application) {
		return application.getBean("lockHealthContributor", HealthIndicator.class).health();
	}

	private static Object details(ConfigurableApplicationContext application) {
		return health(application).getDetails().get("nodes");
	}

	private static String instanceId(ConfigurableApplicationContext application) {
		return application.getBean(LeaderElection.class).instanceId();
	}

	private static long term(List<? extends LeadershipEvent> events) {
		assertThat(events).hasSize(1);
		return events.get(0).term();
	}

	private ConfigurableApplicationContext start(RedisQuorum quorum) {
		ConfigurableApplicationContext application = start("--lock.nodes=" + quorum.nodes());
		Await.until("all nodes vote", () -> health(application).getDetails().get("nodesVoting").equals(3));
		return application;
	}

	private ConfigurableApplicationContext start(String... args) {
		ConfigurableApplicationContext application = new SpringApplicationBuilder(Application.class)
			.web(WebApplicationType.NONE)
			.properties("spring.main.banner-mode=off", "spring.main.register-shutdown-hook=false",
					"spring.application.name=real-quorum", "lock.leader.retry-interval=100ms",
					"lock.node-timeout=500ms")
			.run(args);
		this.applications.add(application);
		return application;
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ AopAutoConfiguration.class, DataRedisAutoConfiguration.class,
			LockAutoConfiguration.class, LockHealthContributorAutoConfiguration.class })
	static class Application {

		@Bean
		Jobs jobs() {
			return new Jobs();
		}

		@Bean
		Events events() {
			return new Events();
		}

	}

	static class Jobs {

		private int counted;

		int counted() {
			return this.counted;
		}

		// Lets go of the carrier of a virtual thread
		@SuppressWarnings("ThreadPriorityCheck")
		@DistributedLock(name = "job", key = "#key")
		public void count(String key) {
			int before = this.counted;
			Thread.yield();
			this.counted = before + 1;
		}

		@DistributedLock(name = "job", key = "#key")
		public void hold(String key, CountDownLatch entered, CountDownLatch leave) {
			entered.countDown();
			try {
				leave.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

		@DistributedLock(name = "job", key = "#key", onContention = OnContention.SKIP)
		public String attempt(String key) {
			return "ran " + key;
		}

		@LeaderOnly
		public String lead() {
			return "led";
		}

	}

	static class Events {

		final BlockingQueue<LeadershipEvent> events = new LinkedBlockingQueue<>();

		final BlockingQueue<String> threads = new LinkedBlockingQueue<>();

		@EventListener
		void on(LeadershipEvent event) {
			this.events.add(event);
			this.threads.add(Thread.currentThread().getName());
		}

		<T extends LeadershipEvent> List<T> of(Class<T> type) {
			return this.events.stream().filter(type::isInstance).map(type::cast).toList();
		}

	}

}
