package io.quorumlock.spring.autoconfigure;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quorumlock.LockName;
import io.quorumlock.annotation.DistributedLock;
import io.quorumlock.annotation.LeaderOnly;
import io.quorumlock.spring.fake.FakeLeaderElection;
import io.quorumlock.spring.fake.FakeLockManager;
import io.quorumlock.spring.lock.BlockReason;
import io.quorumlock.spring.lock.LockWouldHaveBlocked;
import io.quorumlock.spring.lock.ObservedBlocks;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests for {@code lock.mode}.
 */
class ObserveModeTests {

	private final ApplicationContextRunner plain = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class, LockAutoConfiguration.class))
		.withBean(FakeLockManager.class)
		.withBean(FakeLeaderElection.class)
		.withBean(Findings.class)
		.withBean(Orders.class);

	private final ApplicationContextRunner runner = this.plain.withPropertyValues("lock.mode=observe");

	@Test
	void contendedMethodRunsAndIsPublishedAndCounted() {
		this.runner.withBean(MeterRegistry.class, SimpleMeterRegistry::new).run((context) -> {
			context.getBean(FakeLockManager.class).heldElsewhere(LockName.of("orders", "42"));
			assertThat(context.getBean(Orders.class).pay("42")).isEqualTo("paid");
			assertThat(context.getBean(Orders.class).pay("43")).isEqualTo("paid");
			assertThat(context.getBean(Findings.class).all).singleElement().satisfies((finding) -> {
				assertThat(finding.lock()).isEqualTo(LockName.of("orders", "42"));
				assertThat(finding.reason()).isEqualTo(BlockReason.CONTENDED);
			});
			assertThat(context.getBean(MeterRegistry.class)
				.get("lock.observed")
				.tags("name", "orders", "outcome", "contended")
				.counter()
				.count()).isOne();
		});
	}

	@Test
	void withoutMicrometerNothingIsCounted() {
		MeterRegistry unseen = new SimpleMeterRegistry();
		this.runner.withClassLoader(new FilteredClassLoader(MeterRegistry.class))
			.withBean(MeterRegistry.class, () -> unseen)
			.run((context) -> {
				context.getBean(FakeLockManager.class).loseQuorum();
				assertThat(context.getBean(Orders.class).pay("42")).isEqualTo("paid");
				assertThat(context.getBean(Findings.class).all).hasSize(1);
				assertThat(unseen.getMeters()).isEmpty();
			});
	}

	@Test
	void nodesThatDoNotAnswerBlockNothing() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class, LockAutoConfiguration.class))
			.withPropertyValues("lock.mode=observe", "spring.data.redis.port=1", "lock.wait-time=1d")
			.withBean(Findings.class)
			.withBean(Orders.class)
			.run((context) -> {
				assertThat(context.getBean(Orders.class).pay("42")).isEqualTo("paid");
				assertThat(context.getBean(Findings.class).all).extracting(LockWouldHaveBlocked::reason)
					.containsExactly(BlockReason.UNAVAILABLE);
			});
	}

	@Test
	void leaderOnlyIsAsStrictAsEver() {
		this.runner.run((context) -> assertThat(context.getBean(Orders.class).report()).isNull());
	}

	@Test
	void enforcesUnlessToldOtherwise() {
		this.plain.run((context) -> {
			assertThat(context).doesNotHaveBean(ObservedBlocks.class);
			context.getBean(FakeLockManager.class).loseQuorum();
			assertThatThrownBy(() -> context.getBean(Orders.class).pay("42"))
				.hasMessageContaining("could not be decided");
		});
	}

	// Public for the sake of filtered class loaders, whose proxies live elsewhere
	public static class Orders {

		@DistributedLock(name = "orders", key = "#id")
		public String pay(String id) {
			return "paid";
		}

		@LeaderOnly
		public String report() {
			return "report";
		}

	}

	public static class Findings {

		final List<LockWouldHaveBlocked> all = new CopyOnWriteArrayList<>();

		@EventListener
		public void on(LockWouldHaveBlocked finding) {
			this.all.add(finding);
		}

	}

}
