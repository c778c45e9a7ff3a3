package io.quorumlock.spring.autoconfigure;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.quorumlock.Lease;
import io.quorumlock.annotation.LeaderOnly;
import io.quorumlock.election.EventStamp;
import io.quorumlock.election.GrantCause;
import io.quorumlock.election.LeadershipGranted;
import io.quorumlock.spring.fake.FakeLeaderElection;
import io.quorumlock.spring.fake.FakeLockManager;
import io.quorumlock.testing.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Mono;

import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for methods that run when their role is granted.
 */
@ExtendWith(OutputCaptureExtension.class)
class RunOnGrantTests {

	private static final List<String> RUNS = new CopyOnWriteArrayList<>();

	private final FakeLeaderElection election = new FakeLeaderElection();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class, LockAutoConfiguration.class))
		.withBean(FakeLockManager.class)
		.withBean(FakeLeaderElection.class, () -> this.election);

	RunOnGrantTests() {
		RUNS.clear();
	}

	@Test
	void runsOnceUnderAPermitOnAThreadOfItsOwn() {
		this.runner.withBean(Jobs.class).run((context) -> {
			grant(context, "reports");
			Await.until("it has run", () -> RUNS.size() == 1);
			awaitEndOfRuns();
			assertThat(RUNS).singleElement().asString().startsWith("@role/reports on lock-granted-");
			assertThat(this.election.entered).singleElement().matches((permit) -> permit.releases() == 1);
			grant(context, "reports");
			Await.until("it has run again", () -> RUNS.size() == 2);
		});
	}

	@Test
	void grantOfAnotherRoleOrToAnotherTermRunsNothing() {
		this.runner.withBean(Jobs.class).run((context) -> {
			grant(context, "default");
			this.election.led.add("reports");
			publish(context, "reports", 2);
			awaitEndOfRuns();
			assertThat(RUNS).isEmpty();
		});
	}

	@Test
	void roleThatIsLostAgainRunsNothing() {
		this.runner.withBean(Jobs.class).run((context) -> {
			publish(context, "reports", 1);
			awaitEndOfRuns();
			assertThat(RUNS).isEmpty();
		});
	}

	@Test
	void waitsForTheGateToOpen() {
		this.runner.withBean(Jobs.class).run((context) -> {
			this.election.warming.add("reports");
			AtomicInteger refusals = new AtomicInteger();
			this.election.afterRefusal = refusals::incrementAndGet;
			publish(context, "reports", 1);
			Await.until("it has asked again and again", () -> refusals.get() > 2);
			assertThat(RUNS).isEmpty();
			this.election.led.add("reports");
			this.election.warming.clear();
			Await.until("it has run", () -> RUNS.size() == 1);
		});
	}

	@Test
	void gateThatOpensWhileItIsAskedForIsNotMissed() {
		this.runner.withBean(Jobs.class).run((context) -> {
			this.election.warming.add("reports");
			this.election.afterRefusal = () -> {
				this.election.led.add("reports");
				this.election.warming.clear();
			};
			publish(context, "reports", 1);
			Await.until("it has run", () -> RUNS.size() == 1);
		});
	}

	@Test
	void lazyBeansAndFuturesAndPublishersRun() {
		this.runner
			.withBean("lazy", ReactiveJobs.class, ReactiveJobs::new, (definition) -> definition.setLazyInit(true))
			.run((context) -> {
				grant(context, "reports");
				Await.until("both have run", () -> RUNS.size() == 2);
				assertThat(RUNS).containsExactlyInAnyOrder("subscribed", "future");
				Await.until("the permits are back", this.election.permits::isEmpty);
			});
	}

	@Test
	void throughAJdkProxy() {
		this.runner.withPropertyValues("spring.aop.proxy-target-class=false")
			.withBean("task", GrantedTask.class)
			.run((context) -> {
				grant(context, "reports");
				Await.until("it has run", () -> RUNS.equals(List.of("task")));
				assertThat(this.election.entered).hasSize(1);
			});
	}

	@Test
	void scopedBeanRunsOnce() {
		this.runner.withUserConfiguration(Scoped.class).run((context) -> {
			assertThat(context).hasBean(ScopedProxyUtils.getTargetBeanName("jobs"));
			grant(context, "reports");
			Await.until("it has run", () -> RUNS.size() == 1);
			awaitEndOfRuns();
			assertThat(RUNS).hasSize(1);
		});
	}

	@Test
	void failureIsLogged(CapturedOutput output) {
		this.runner.withBean("failing", Failing.class).run((context) -> {
			grant(context, "reports");
			// The cause comes last
			Await.until("it is logged", () -> output.getOut().contains("no paper"));
			assertThat(output).contains("failing.report() failed when role 'reports' was granted");
		});
	}

	private void grant(AssertableApplicationContext context, String role) {
		this.election.led.add(role);
		publish(context, role, 1);
	}

	private static void publish(AssertableApplicationContext context, String role, long term) {
		EventStamp stamp = new EventStamp(role, term, "this", 1, Instant.EPOCH, () -> true);
		context.publishEvent(new LeadershipGranted(stamp, null, GrantCause.VACANT));
	}

	/** Each run has a thread of its own, so nothing comes after the last of them. */
	private static void awaitEndOfRuns() {
		Await.until("all runs have ended",
				() -> Thread.getAllStackTraces()
					.keySet()
					.stream()
					.noneMatch((thread) -> thread.getName().startsWith("lock-granted-")));
	}

	static class Jobs {

		@LeaderOnly(role = "reports", runOnGrant = true)
		public void report() {
			RUNS.add(Lease.current().lock() + " on " + Thread.currentThread().getName());
		}

		@LeaderOnly("reports")
		public void notOnGrant() {
			RUNS.add("not on grant");
		}

	}

	static class ReactiveJobs {

		@LeaderOnly(role = "reports", runOnGrant = true)
		public Mono<Void> mono() {
			return Mono.fromRunnable(() -> RUNS.add("subscribed"));
		}

		@LeaderOnly(role = "reports", runOnGrant = true)
		public CompletableFuture<Void> future() {
			return CompletableFuture.runAsync(() -> RUNS.add("future"));
		}

	}

	interface Task {

		void task();

	}

	static final class GrantedTask implements Task {

		@Override
		@LeaderOnly(role = "reports", runOnGrant = true)
		public void task() {
			RUNS.add("task");
		}

	}

	static class Failing {

		@LeaderOnly(role = "reports", runOnGrant = true)
		public void report() {
			throw new IllegalStateException("no paper");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Scoped {

		@Bean
		@Scope(scopeName = "prototype", proxyMode = ScopedProxyMode.TARGET_CLASS)
		Jobs jobs() {
			return new Jobs();
		}

	}

}
