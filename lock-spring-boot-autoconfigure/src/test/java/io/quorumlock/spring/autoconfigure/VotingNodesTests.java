package io.quorumlock.spring.autoconfigure;

import java.time.Duration;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quorumlock.annotation.LeaderOnly;
import io.quorumlock.spring.observation.LockMetrics;
import io.quorumlock.testing.Await;
import io.quorumlock.testing.RedisQuorum;
import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the gauges by which alerts see a quorum that is lost, and a role without a
 * leader, show both, also in an application that takes no lock meanwhile.
 */
class VotingNodesTests {

	@Test
	void nodeThatIsGoneDoesNotVote() {
		try (RedisQuorum quorum = RedisQuorum.start(3)) {
			new ApplicationContextRunner()
				.withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class, LockAutoConfiguration.class,
						LockMetricsAutoConfiguration.class))
				.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
				.withPropertyValues("lock.nodes=" + quorum.nodes())
				.run((context) -> {
					MeterRegistry meters = context.getBean(MeterRegistry.class);
					context.getBean(LockMetrics.class).bindTo(meters);
					assertThat(voting(meters)).isEqualTo(3);
					quorum.server(0).kill();
					quorum.server(1).kill();
					Await.until("two of three are missed", () -> voting(meters) == 1);
				});
		}
	}

	@Test
	void roleIsShownThoughNobodyCanLeadIt() {
		try (RedisQuorum quorum = RedisQuorum.start(3)) {
			quorum.server(0).kill();
			quorum.server(1).kill();
			new ApplicationContextRunner()
				.withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class, DataRedisAutoConfiguration.class,
						LockAutoConfiguration.class, LockMetricsAutoConfiguration.class))
				.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
				.withBean(Reports.class)
				.withPropertyValues("lock.nodes=" + quorum.nodes())
				.run((context) -> {
					context.publishEvent(new ApplicationReadyEvent(new SpringApplication(), new String[0],
							context.getSourceApplicationContext(), Duration.ZERO));
					assertThat(context.getBean(MeterRegistry.class)
						.get("lock.leader.status")
						.tag("role", "reports")
						.gauge()
						.value()).isZero();
				});
		}
	}

	private static double voting(MeterRegistry meters) {
		return meters.get("lock.nodes.voting").gauge().value();
	}

	/**
	 * Work of a leader.
	 */
	static class Reports {

		@LeaderOnly("reports")
		void write() {
		}

	}

}
