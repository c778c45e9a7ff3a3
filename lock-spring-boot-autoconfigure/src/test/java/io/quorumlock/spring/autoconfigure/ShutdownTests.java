package io.quorumlock.spring.autoconfigure;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.quorumlock.Lease;
import io.quorumlock.spring.fake.FakeLeaderElection;
import io.quorumlock.spring.fake.FakeLockManager;
import io.quorumlock.testing.Await;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what happens in which order when an application shuts down while a request
 * and a scheduled job of the leader are under way.
 */
class ShutdownTests {

	/**
	 * Of the two schedulers of Spring Boot, the one for virtual threads waits for no job.
	 */
	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void gatesCloseFirstThenTheRequestEndsThenTheJobAndThenTheRoleIsGivenBack(boolean handOff) throws Exception {
		ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
			.properties("spring.main.banner-mode=off", "spring.main.register-shutdown-hook=false", "server.port=0",
					"test.hand-off=" + handOff)
			.run();
		Election election = context.getBean(Election.class);
		Slow request = context.getBean(SlowController.class).work;
		Slow job = context.getBean(SlowJob.class).work;
		CompletableFuture<HttpResponse<String>> response = Requests.get(context, "/slow");
		assertThat(request.begun.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(job.begun.await(10, TimeUnit.SECONDS)).isTrue();
		Thread closing = new Thread(context::close);
		closing.start();
		Await.until("the gates are closed", () -> election.log.contains("quiesced"));
		assertThat(election.leadership("default").enter()).isEmpty();
		request.mayEnd.countDown();
		assertThat(response.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
		Await.until("the campaigns are being stopped", () -> election.log.contains("stopping"));
		assertThat(election.log).containsExactly("quiesced", "request done", "stopping");
		assertThat(closing.isAlive()).isTrue();
		job.mayEnd.countDown();
		closing.join(TimeUnit.SECONDS.toMillis(10));
		assertThat(election.log).containsExactly("quiesced", "request done", "stopping", "job done", "stopped",
				"connections closed");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	@Import(WebServer.class)
	@ImportAutoConfiguration({ LifecycleAutoConfiguration.class, TaskSchedulingAutoConfiguration.class,
			LockAutoConfiguration.class })
	static class Application {

		@Bean
		Election election() {
			return new Election();
		}

		@Bean
		FakeLockManager lockManager() {
			return new FakeLockManager();
		}

		@Bean
		SlowController controller(Election election) {
			return new SlowController(election);
		}

		@Bean
		SlowJob job(Election election) {
			return new SlowJob(election);
		}

		@Bean
		@ConditionalOnBooleanProperty("test.hand-off")
		SimpleAsyncTaskScheduler taskScheduler() {
			return new SimpleAsyncTaskScheduler();
		}

	}

	static final class Slow {

		final CountDownLatch begun = new CountDownLatch(1);

		final CountDownLatch mayEnd = new CountDownLatch(1);

		String run() {
			this.begun.countDown();
			try {
				return this.mayEnd.await(20, TimeUnit.SECONDS) ? "done" : "too slow";
			}
			catch (InterruptedException ex) {
				return "interrupted";
			}
		}

	}

	@RestController
	static class SlowController {

		final Slow work = new Slow();

		private final Election election;

		SlowController(Election election) {
			this.election = election;
		}

		@GetMapping("/slow")
		String slow() {
			this.election.log.add("request " + this.work.run());
			return "ok";
		}

	}

	static class SlowJob {

		final Slow work = new Slow();

		private final Election election;

		SlowJob(Election election) {
			this.election = election;
		}

		@Scheduled(fixedRate = 1, timeUnit = TimeUnit.HOURS)
		void run() {
			Lease permit = this.election.leadership("default").enter().orElseThrow();
			this.election.log.add("job " + this.work.run());
			permit.release();
			this.election.drained.countDown();
		}

	}

	/** Gives the roles back once the permits are. */
	static class Election extends FakeLeaderElection implements AutoCloseable {

		final List<String> log = new CopyOnWriteArrayList<>();

		final CountDownLatch drained = new CountDownLatch(1);

		Election() {
			this.led.add("default");
		}

		@Override
		public void quiesce() {
			this.led.clear();
			this.log.add("quiesced");
		}

		@Override
		public CompletionStage<Void> stop() {
			this.log.add("stopping");
			return CompletableFuture.runAsync(() -> {
				Await.until("the job has ended", () -> this.drained.getCount() == 0);
				this.log.add("stopped");
			});
		}

		@Override
		public void close() {
			this.log.add("connections closed");
		}

	}

}
