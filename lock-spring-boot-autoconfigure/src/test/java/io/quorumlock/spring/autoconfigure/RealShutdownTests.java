package io.quorumlock.spring.autoconfigure;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.quorumlock.annotation.LeaderOnly;
import io.quorumlock.election.Leader;
import io.quorumlock.election.LeaderElection;
import io.quorumlock.election.Leadership;
import io.quorumlock.election.LeadershipGranted;
import io.quorumlock.spring.leader.RoleCampaigns;
import io.quorumlock.testing.Await;
import io.quorumlock.testing.RedisQuorum;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the shutdown of a whole application that leads, on real Redis servers, while
 * another one waits for the role.
 */
class RealShutdownTests {

	private static final Duration RETRY_INTERVAL = Duration.ofMillis(100);

	private final List<ConfigurableApplicationContext> applications = new ArrayList<>();

	private final List<Work> works = new ArrayList<>();

	@AfterEach
	void close() {
		this.works.forEach(Work::mayEnd);
		this.applications.forEach(ConfigurableApplicationContext::close);
	}

	@Test
	void requestAndJobOfTheLeaderRunToTheirEndBeforeAnotherInstanceLeads() throws Exception {
		try (RedisQuorum quorum = RedisQuorum.start(3)) {
			ConfigurableApplicationContext one = start(quorum);
			Work work = one.getBean(Work.class);
			assertThat(work.job.begun.await(10, TimeUnit.SECONDS)).isTrue();
			CompletableFuture<HttpResponse<String>> response = Requests.get(one, "/slow");
			assertThat(work.request.begun.await(10, TimeUnit.SECONDS)).isTrue();
			ConfigurableApplicationContext two = start(quorum);
			two.getBean(Work.class).mayEnd();
			Await.until("the second knows who leads",
					() -> leadership(two).leader().map(Leader::instanceId).filter(instanceId(one)::equals).isPresent());
			Thread closing = new Thread(one::close);
			closing.start();
			Await.until("the gates are closed", () -> !leadership(one).isLeader());
			retry();
			work.request.mayEnd.countDown();
			assertThat(response.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
			assertThat(response.get().body()).isEqualTo("done");
			assertThat(one.getBean(WebServerStopped.class).latch.await(10, TimeUnit.SECONDS)).isTrue();
			retry();
			work.job.mayEnd.countDown();
			closing.join(TimeUnit.SECONDS.toMillis(10));
			assertThat(closing.isAlive()).isFalse();
			// A lease lasts 30 seconds, so it was given back
			Grants grants = two.getBean(Grants.class);
			Await.until("the second leads", () -> grants.firstAt != 0);
			assertThat(work.job.result).isEqualTo("done");
			assertThat(grants.firstAt - work.request.endedAt).isPositive();
			assertThat(grants.firstAt - work.job.endedAt).isPositive();
		}
	}

	/** A successor that did not have to wait would have led by then. */
	private static void retry() {
		long start = System.nanoTime();
		Await.until("the second has asked again",
				() -> System.nanoTime() - start > RETRY_INTERVAL.multipliedBy(3).toNanos());
	}

	private static Leadership leadership(ConfigurableApplicationContext application) {
		return application.getBean(LeaderElection.class).leadership("default");
	}

	private static String instanceId(ConfigurableApplicationContext application) {
		return application.getBean(LeaderElection.class).instanceId();
	}

	private ConfigurableApplicationContext start(RedisQuorum quorum) {
		ConfigurableApplicationContext application = new SpringApplicationBuilder(Application.class)
			.properties("spring.main.banner-mode=off", "spring.main.register-shutdown-hook=false", "server.port=0",
					"spring.application.name=real-shutdown", "lock.node-timeout=500ms",
					"lock.leader.retry-interval=" + RETRY_INTERVAL.toMillis() + "ms")
			.run("--lock.nodes=" + quorum.nodes());
		this.applications.add(application);
		this.works.add(application.getBean(Work.class));
		return application;
	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	@Import({ WebServer.class, Work.class, LeaderJobs.class, SlowController.class, WebServerStopped.class,
			Grants.class })
	@ImportAutoConfiguration({ AopAutoConfiguration.class, LifecycleAutoConfiguration.class,
			TaskSchedulingAutoConfiguration.class, LockAutoConfiguration.class })
	static class Application {

	}

	static final class Slow {

		final CountDownLatch begun = new CountDownLatch(1);

		final CountDownLatch mayEnd = new CountDownLatch(1);

		volatile String result;

		volatile long endedAt;

		String run() {
			this.begun.countDown();
			try {
				this.result = this.mayEnd.await(20, TimeUnit.SECONDS) ? "done" : "too slow";
			}
			catch (InterruptedException ex) {
				this.result = "interrupted";
			}
			this.endedAt = System.nanoTime();
			return this.result;
		}

	}

	static class Work {

		final Slow request = new Slow();

		final Slow job = new Slow();

		void mayEnd() {
			this.request.mayEnd.countDown();
			this.job.mayEnd.countDown();
		}

	}

	static class LeaderJobs {

		private final Work work;

		LeaderJobs(Work work) {
			this.work = work;
		}

		@LeaderOnly
		public String request() {
			return this.work.request.run();
		}

		@LeaderOnly
		@Scheduled(fixedDelay = 10)
		public void job() {
			this.work.job.run();
		}

	}

	@RestController
	static class SlowController {

		private final LeaderJobs jobs;

		SlowController(LeaderJobs jobs) {
			this.jobs = jobs;
		}

		@GetMapping("/slow")
		String slow() {
			return this.jobs.request();
		}

	}

	/** Stops after the web server and before the campaigns. */
	static class WebServerStopped implements SmartLifecycle {

		final CountDownLatch latch = new CountDownLatch(1);

		@Override
		public void start() {
		}

		@Override
		public void stop() {
			this.latch.countDown();
		}

		@Override
		public boolean isRunning() {
			return this.latch.getCount() > 0;
		}

		@Override
		public int getPhase() {
			return RoleCampaigns.PHASE + 1;
		}

	}

	static class Grants {

		volatile long firstAt;

		@EventListener
		void on(LeadershipGranted granted) {
			if (this.firstAt == 0) {
				this.firstAt = System.nanoTime();
			}
		}

	}

}
