package io.quorumlock.spring.autoconfigure;

import java.time.Duration;

import io.quorumlock.LeaseRequest;
import io.quorumlock.LockName;
import io.quorumlock.annotation.DistributedLock;
import io.quorumlock.spring.fake.FakeLeaderElection;
import io.quorumlock.spring.fake.FakeLockManager;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is configured for the locks of a name reaches the requests for them.
 */
class NamedLockPropertiesTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class, DataRedisAutoConfiguration.class,
				LockAutoConfiguration.class))
		.withBean(FakeLockManager.class)
		.withBean(FakeLeaderElection.class)
		.withBean(Jobs.class);

	@Test
	void propertiesOverrideTheAnnotation() {
		assertThat(request("lease-time=20s", "wait-time=2s", "max-hold=1h", "min-hold=3s", "retain=200ms"))
			.isEqualTo(new LeaseRequest(LockName.of("job"), Duration.ofSeconds(20), Duration.ofSeconds(2),
					Duration.ofHours(1), Duration.ofSeconds(3), Duration.ofMillis(200)));
	}

	@Test
	void whatIsNotConfiguredIsLeftToTheAnnotation() {
		assertThat(request("retain=200ms")).isEqualTo(new LeaseRequest(LockName.of("job"), Duration.ofSeconds(10),
				Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofMillis(5), Duration.ofMillis(200)));
	}

	@Test
	void nothingIsRetainedUnlessConfigured() {
		assertThat(request("wait-time=2s").retain()).isNull();
	}

	@Test
	void retentionForNoTimeIsRefused() {
		this.runner.withPropertyValues("lock.locks.job.retain=0")
			.run((context) -> assertThat(context).getFailure()
				.hasMessageContaining("'lock.locks.job.retain' is '0ms'"));
	}

	private LeaseRequest request(String... properties) {
		ApplicationContextRunner configured = this.runner;
		for (String property : properties) {
			configured = configured.withPropertyValues("lock.locks.job." + property);
		}
		LeaseRequest[] request = new LeaseRequest[1];
		configured.run((context) -> {
			context.getBean(Jobs.class).run();
			request[0] = context.getBean(FakeLockManager.class).requests.get(0);
		});
		return request[0];
	}

	static class Jobs {

		@DistributedLock(name = "job", leaseTime = "10s", waitTime = "1s", maxHold = "1m", minHold = "5ms")
		void run() {
		}

	}

}
