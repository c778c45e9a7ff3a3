package io.quorumlock.spring.autoconfigure;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import io.quorumlock.annotation.DistributedLock;
import io.quorumlock.annotation.LeaderOnly;
import io.quorumlock.spring.call.CallTracer;
import io.quorumlock.spring.fake.FakeLeaderElection;
import io.quorumlock.spring.fake.FakeLockManager;
import io.quorumlock.spring.observation.DefaultLockObservationConvention;
import io.quorumlock.spring.observation.LockObservation;
import io.quorumlock.spring.observation.LockObservationContext;
import io.quorumlock.spring.observation.LockObservationConvention;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CallTracerConfiguration}.
 */
class CallTracerConfigurationTests {

	private final ApplicationContextRunner plain = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class, LockAutoConfiguration.class,
				LockMetricsAutoConfiguration.class, ObservationAutoConfiguration.class))
		.withBean(FakeLockManager.class)
		.withBean(FakeLeaderElection.class)
		.withBean(Orders.class);

	private final ApplicationContextRunner runner = this.plain.withBean(ObservationRegistry.class,
			TestObservationRegistry::create);

	@Test
	void annotatedMethodsAreObserved() {
		this.runner.run((context) -> {
			context.getBean(FakeLeaderElection.class).led.add("default");
			context.getBean(Orders.class).pay("42");
			context.getBean(Orders.class).report();
			TestObservationRegistryAssert registry = observed(context.getBean(ObservationRegistry.class));
			registry.hasNumberOfObservationsEqualTo(4);
			for (LockObservation each : LockObservation.values()) {
				registry.hasObservationWithNameEqualTo(each.getName());
			}
		});
	}

	@Test
	void propertyOfBootSwitchesThemOff() {
		this.runner.withPropertyValues("management.observations.enable.lock=false").run((context) -> {
			context.getBean(Orders.class).pay("42");
			observed(context.getBean(ObservationRegistry.class)).doesNotHaveAnyObservation();
		});
		this.runner.withPropertyValues("management.observations.enable.lock.method.release=false").run((context) -> {
			context.getBean(Orders.class).pay("42");
			observed(context.getBean(ObservationRegistry.class)).hasNumberOfObservationsEqualTo(2);
		});
	}

	@Test
	void conventionOfTheApplicationIsUsed() {
		this.runner.withBean(LockObservationConvention.class, Shouting::new).run((context) -> {
			context.getBean(Orders.class).pay("42");
			observed(context.getBean(ObservationRegistry.class)).hasObservationWithNameEqualTo("lock.method.hold")
				.that()
				.hasContextualNameEqualTo("HOLD");
		});
	}

	@Test
	void tracerOfTheApplicationIsUsed() {
		this.runner.withBean(CallTracer.class, () -> CallTracer.NONE).run((context) -> {
			context.getBean(Orders.class).pay("42");
			observed(context.getBean(ObservationRegistry.class)).doesNotHaveAnyObservation();
		});
	}

	@Test
	void observationsMakeNoMeters() {
		this.runner.withBean(MeterRegistry.class, SimpleMeterRegistry::new).run((context) -> {
			MeterRegistry meters = context.getBean(MeterRegistry.class);
			meters.config().meterFilter(context.getBean(MeterFilter.class));
			ObservationRegistry registry = context.getBean(ObservationRegistry.class);
			registry.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
			context.getBean(Orders.class).pay("42");
			Observation.createNotStarted("other", registry).observe(() -> {
			});
			assertThat(meters.getMeters()).isNotEmpty()
				.allMatch((meter) -> meter.getId().getName().startsWith("other"));
		});
	}

	@Test
	void withoutARegistryOrTheClassMethodsRun() {
		this.plain.run((context) -> assertThat(context.getBean(Orders.class).pay("42")).isEqualTo("paid"));
		this.plain.withClassLoader(new FilteredClassLoader(ObservationRegistry.class)).run((context) -> {
			assertThat(context).doesNotHaveBean(CallTracer.class);
			assertThat(context.getBean(Orders.class).pay("42")).isEqualTo("paid");
		});
	}

	private static TestObservationRegistryAssert observed(ObservationRegistry registry) {
		return TestObservationRegistryAssert.assertThat((TestObservationRegistry) registry);
	}

	// Public for the sake of filtered class loaders, whose proxies live elsewhere
	public static class Orders {

		@DistributedLock(name = "orders", key = "#id")
		public String pay(String id) {
			return "paid";
		}

		@LeaderOnly
		public void report() {
		}

	}

	private static final class Shouting extends DefaultLockObservationConvention {

		@Override
		public String getContextualName(LockObservationContext context) {
			return context.getObservation().name();
		}

	}

}
