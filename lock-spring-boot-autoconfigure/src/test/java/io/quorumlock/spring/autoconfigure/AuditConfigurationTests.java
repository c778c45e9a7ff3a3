package io.quorumlock.spring.autoconfigure;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quorumlock.LeaseRequest;
import io.quorumlock.LockManager;
import io.quorumlock.event.LeaseEvent;
import io.quorumlock.spring.audit.AuditLog;
import io.quorumlock.spring.audit.MemoryAuditLog;
import io.quorumlock.testing.Await;
import io.quorumlock.testing.RedisQuorum;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.event.EventListener;
import org.springframework.data.domain.Range;
import org.springframework.data.redis.connection.Limit;
import org.springframework.data.redis.core.StringRedisTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the events, the audit logs and the metrics of an application on real Redis
 * servers.
 */
class AuditConfigurationTests {

	private static RedisQuorum quorum;

	@TempDir
	private Path directory;

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class, LockAutoConfiguration.class,
				LockMetricsAutoConfiguration.class))
		.withPropertyValues("lock.nodes=" + String.join(",", quorum.uris()),
				"spring.data.redis.url=" + quorum.uris().get(0));

	@BeforeAll
	static void start() {
		quorum = RedisQuorum.start(3);
	}

	@AfterAll
	static void stop() {
		quorum.close();
	}

	@Test
	void listenersOfTheApplicationAreToldOnAThreadOfTheirOwn() {
		this.runner.withBean(Listener.class).run((context) -> {
			assertThat(context).hasSingleBean(MemoryAuditLog.class);
			context.getBean(LockManager.class).acquire(LeaseRequest.of("orders", "42")).close();
			Listener listener = context.getBean(Listener.class);
			Await.until("it is told", () -> listener.released.size() == 1);
			assertThat(listener.threads).containsOnly("lock-events");
		});
	}

	@Test
	void whatIsGivenBackWhenTheApplicationClosesIsWrittenToTheFile() throws Exception {
		Path file = this.directory.resolve("locks.audit");
		this.runner.withPropertyValues("lock.audit.type=file", "lock.audit.file=" + file)
			.run((context) -> context.getBean(LockManager.class).acquire(LeaseRequest.of("orders", "43")));
		List<String> lines = Files.readAllLines(file);
		assertThat(lines.get(lines.size() - 1)).contains("\treleased\torders/43\t");
	}

	@Test
	void fileNeedsAName() {
		this.runner.withPropertyValues("lock.audit.type=file")
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining("lock.audit.file"));
	}

	@Test
	void streamIsSharedAndAChangeIsFound() {
		this.runner.withPropertyValues("lock.audit.type=redis", "lock.audit.stream=audit-1", "lock.instance-id=shop-1")
			.run((context) -> {
				LockManager locks = context.getBean(LockManager.class);
				AuditLog log = context.getBean(AuditLog.class);
				for (int key = 0; key < 5; key++) {
					locks.acquire(LeaseRequest.of("orders", "a" + key)).close();
				}
				Await.until("all is written down", () -> log.last(100).size() == 10);
				assertThat(log.last(2)).map((each) -> each.entry().type()).containsExactly("acquired", "released");
				assertThat(log.last(1).get(0).writer()).startsWith("shop-1-");
				assertThat(log.verify().intact()).isTrue();
				StringRedisTemplate redis = context.getBean(StringRedisTemplate.class);
				// Cut off at its beginning
				redis.opsForStream().trim("audit-1", 8, false);
				assertThat(log.verify().intact()).isTrue();
				assertThat(log.verify().first()).isEqualTo(3);
				var fourth = redis.opsForStream().range("audit-1", Range.unbounded(), Limit.limit().count(4)).get(3);
				redis.opsForStream().delete("audit-1", fourth.getId());
				assertThat(log.verify().brokenAt()).isEqualTo(6);
			});
	}

	@Test
	void nothingIsWrittenDownIfSwitchedOff() {
		this.runner.withPropertyValues("lock.audit.type=none")
			.run((context) -> assertThat(context).doesNotHaveBean(AuditLog.class).hasSingleBean(LockManager.class));
	}

	@Test
	void metricsAreThereWithARegistry() {
		this.runner.withBean(MeterRegistry.class, SimpleMeterRegistry::new).run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			context.getBeansOfType(MeterBinder.class).values().forEach((binder) -> binder.bindTo(registry));
			context.getBean(LockManager.class).acquire(LeaseRequest.of("orders", "44")).close();
			assertThat(registry.get("lock.acquire").tags("name", "orders", "outcome", "acquired").timer().count())
				.isEqualTo(1);
			assertThat(registry.get("lock.nodes.voting").gauge().value()).isEqualTo(3);
		});
		this.runner.run((context) -> assertThat(context).doesNotHaveBean(MeterBinder.class));
	}

	@Test
	void numbersOutOfRangeAreRefusedByName() {
		this.runner.withPropertyValues("lock.audit.max-records=0")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("lock.audit.max-records"));
	}

	/**
	 * Remembers what it is told.
	 */
	static class Listener {

		private final List<LeaseEvent.Released> released = new CopyOnWriteArrayList<>();

		private final List<String> threads = new CopyOnWriteArrayList<>();

		@EventListener
		void on(LeaseEvent.Released event) {
			this.threads.add(Thread.currentThread().getName());
			this.released.add(event);
		}

	}

}
