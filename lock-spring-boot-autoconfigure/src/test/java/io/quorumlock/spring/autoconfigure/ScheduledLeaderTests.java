package io.quorumlock.spring.autoconfigure;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quorumlock.annotation.LeaderOnly;
import io.quorumlock.election.Leadership;
import io.quorumlock.spring.fake.FakeLeaderElection;
import io.quorumlock.spring.fake.FakeLockManager;
import io.quorumlock.testing.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for scheduled methods for the leader.
 */
@ExtendWith(OutputCaptureExtension.class)
class ScheduledLeaderTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class, LockAutoConfiguration.class))
		.withBean(FakeLockManager.class)
		.withBean(FakeLeaderElection.class, LeadsOnceItCampaigns::new)
		.withUserConfiguration(Application.class)
		.withBean(Jobs.class);

	@Test
	void isSkippedUntilTheApplicationIsReadyAndRunsOnTheLeader(CapturedOutput output) {
		this.runner.withBean(MeterRegistry.class, SimpleMeterRegistry::new).run((context) -> {
			MeterRegistry meters = context.getBean(MeterRegistry.class);
			Jobs jobs = context.getBean(Jobs.class);
			Await.until("it is skipped", () -> meters.find("lock.leader.skipped").counters().size() == 1
					&& meters.get("lock.leader.skipped").tag("role", "reports").counter().count() >= 3);
			assertThat(jobs.runs()).isEmpty();
			assertThat(output).doesNotContain("WARN", "ERROR", "Jobs", "lock.leader");
			context.publishEvent(Ready.event(context.getSourceApplicationContext()));
			Await.until("it runs", () -> jobs.runs().size() >= 3);
			assertThat(context.getBean(FakeLeaderElection.class).entered).hasSizeGreaterThanOrEqualTo(3)
				.allMatch((permit) -> permit.lock().toString().equals("@role/reports"));
		});
	}

	@Test
	void doesWithoutMicrometer() {
		this.runner.withClassLoader(new FilteredClassLoader(MeterRegistry.class)).run((context) -> {
			assertThat(context).hasNotFailed();
			context.publishEvent(Ready.event(context.getSourceApplicationContext()));
			Await.until("it runs", () -> context.getBean(Jobs.class).runs().size() >= 3);
		});
	}

	static class LeadsOnceItCampaigns extends FakeLeaderElection {

		@Override
		public Leadership campaign(String role) {
			this.led.add(role);
			return super.campaign(role);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	static class Application {

	}

	// Public for the sake of filtered class loaders, whose proxies live elsewhere
	public static class Jobs {

		private final List<String> runs = new CopyOnWriteArrayList<>();

		public List<String> runs() {
			return this.runs;
		}

		@Scheduled(fixedDelay = 5)
		@LeaderOnly("reports")
		public void report() {
			this.runs.add("report");
		}

	}

}
