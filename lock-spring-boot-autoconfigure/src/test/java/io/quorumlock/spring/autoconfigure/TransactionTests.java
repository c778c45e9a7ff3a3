package io.quorumlock.spring.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import io.quorumlock.LeaseLostException;
import io.quorumlock.LockName;
import io.quorumlock.annotation.DistributedLock;
import io.quorumlock.spring.fake.FakeLockManager;
import io.quorumlock.testing.RedisQuorum;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for locks around, and within, transactions of a real database.
 */
class TransactionTests {

	private static final LockName COUNTER = LockName.of("counter");

	private static final int TIMES = 40;

	private final List<ConfigurableApplicationContext> applications = new ArrayList<>();

	private final CounterDatabase database = new CounterDatabase();

	@AfterEach
	void close() {
		this.applications.forEach(ConfigurableApplicationContext::close);
		this.database.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "lockOutside", "lockWithin" })
	void noUpdateIsLostBetweenTwoInstances(String way) {
		try (RedisQuorum quorum = RedisQuorum.start(3)) {
			String nodes = "lock.nodes=" + quorum.nodes();
			List<CompletableFuture<Void>> workers = new ArrayList<>();
			for (int i = 0; i < 2; i++) {
				Consumer<Orders> call = way.equals("lockOutside") ? Orders::lockOutside : Orders::lockWithin;
				Orders orders = start(nodes, "lock.wait-time=60s").getBean(Orders.class);
				workers.add(CompletableFuture.runAsync(() -> {
					for (int time = 0; time < TIMES; time++) {
						call.accept(orders);
					}
				}));
			}
			workers.forEach(CompletableFuture::join);
			assertThat(this.database.count()).isEqualTo(2 * TIMES);
		}
	}

	@Test
	void lockTakenWithinATransactionIsKeptUntilThatIsCommitted() {
		FakeLockManager locks = new FakeLockManager();
		Orders orders = start(locks).getBean(Orders.class);
		boolean[] held = new boolean[1];
		orders.within(() -> held[0] = locks.isHeld(COUNTER));
		assertThat(held[0]).isTrue();
		assertThat(locks.isHeld(COUNTER)).isFalse();
		assertThat(locks.lastLease().releases()).isOne();
		assertThat(this.database.count()).isOne();
	}

	@Test
	void andUntilItIsRolledBack() {
		FakeLockManager locks = new FakeLockManager();
		Orders orders = start(locks).getBean(Orders.class);
		assertThatIllegalStateException().isThrownBy(() -> orders.within(() -> {
			assertThat(locks.isHeld(COUNTER)).isTrue();
			throw new IllegalStateException("body");
		})).withMessage("body");
		assertThat(locks.isHeld(COUNTER)).isFalse();
		assertThat(this.database.count()).isZero();
	}

	@Test
	void severalCallsInOneTransactionHoldOneLease() {
		FakeLockManager locks = new FakeLockManager();
		ConfigurableApplicationContext context = start(locks);
		Counter counter = context.getBean(Counter.class);
		context.getBean(Orders.class).within(counter::increment);
		assertThat(locks.leases).hasSize(1);
		assertThat(locks.lastLease().releases()).isOne();
		assertThat(this.database.count()).isEqualTo(2);
	}

	@Test
	void transactionWithinTheTransactionHoldsTheSameLease() {
		FakeLockManager locks = new FakeLockManager();
		ConfigurableApplicationContext context = start(locks);
		Orders orders = context.getBean(Orders.class);
		Separate separate = context.getBean(Separate.class);
		orders.within(() -> {
			separate.read();
			separate.read();
			assertThat(locks.lastLease().releases()).isZero();
		});
		assertThat(locks.leases).hasSize(1);
		assertThat(locks.lastLease().releases()).isOne();
		separate.read();
		assertThat(locks.leases).hasSize(2).allMatch((lease) -> lease.releases() == 1);
	}

	@Test
	void lossBeforeTheOuterCommitRollsBack() {
		FakeLockManager locks = new FakeLockManager();
		Orders orders = start(locks).getBean(Orders.class);
		assertThatExceptionOfType(LeaseLostException.class)
			.isThrownBy(() -> orders.within(() -> locks.lastLease().lose()));
		assertThat(this.database.count()).isZero();
		assertThat(locks.lastLease().releases()).isOne();
	}

	@Test
	void lossBeforeTheCommitOfTheMethodItselfRollsBack() {
		FakeLockManager locks = new FakeLockManager();
		Orders orders = start(locks).getBean(Orders.class);
		orders.beforeEnd(() -> locks.lastLease().lose());
		assertThatExceptionOfType(LeaseLostException.class).isThrownBy(orders::lockOutside);
		assertThat(this.database.count()).isZero();
	}

	@Test
	void refuseSaysWhatToChangeAndTakesNothing() {
		FakeLockManager locks = new FakeLockManager();
		Orders orders = start(locks, "lock.transaction=refuse").getBean(Orders.class);
		assertThatIllegalStateException().isThrownBy(() -> orders.within(() -> {
		})).withMessageContaining("'counter' is taken within a transaction").withMessageContaining("lock.transaction");
		assertThat(locks.leases).isEmpty();
		orders.lockOutside();
		assertThat(this.database.count()).isOne();
	}

	@Test
	void immediateGivesTheLockBackBeforeTheCommit() {
		FakeLockManager locks = new FakeLockManager();
		Orders orders = start(locks, "lock.transaction=immediate").getBean(Orders.class);
		boolean[] held = new boolean[1];
		orders.within(() -> held[0] = locks.isHeld(COUNTER));
		assertThat(held[0]).isFalse();
	}

	private ConfigurableApplicationContext start(String... properties) {
		return start(null, properties);
	}

	private ConfigurableApplicationContext start(FakeLockManager locks, String... properties) {
		SpringApplicationBuilder builder = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties(properties)
			.properties(this.database.property(), "logging.level.root=warn");
		if (locks != null) {
			builder.initializers((context) -> context.getBeanFactory().registerSingleton("locks", locks));
		}
		ConfigurableApplicationContext context = builder.run();
		this.applications.add(context);
		return context;
	}

	@EnableAutoConfiguration
	@Configuration(proxyBeanMethods = false)
	static class Application {

		@Bean
		Counter counter(JdbcTemplate jdbc) {
			return new Counter(jdbc);
		}

		@Bean
		Separate separate(Counter counter) {
			return new Separate(counter);
		}

		@Bean
		Orders orders(Counter counter) {
			return new Orders(counter);
		}

	}

	static class Separate {

		private final Counter counter;

		Separate(Counter counter) {
			this.counter = counter;
		}

		@Transactional(propagation = Propagation.REQUIRES_NEW)
		public void read() {
			this.counter.read();
		}

	}

	static class Counter {

		private final JdbcTemplate jdbc;

		Counter(JdbcTemplate jdbc) {
			this.jdbc = jdbc;
		}

		@DistributedLock("counter")
		public void increment() {
			update();
		}

		@DistributedLock("counter")
		public void read() {
			this.jdbc.queryForObject("select n from counter", Integer.class);
		}

		void update() {
			Integer before = this.jdbc.queryForObject("select n from counter", Integer.class);
			this.jdbc.update("update counter set n = ?", before + 1);
		}

	}

	static class Orders {

		private Runnable beforeEnd = () -> {
		};

		private final Counter counter;

		Orders(Counter counter) {
			this.counter = counter;
		}

		void beforeEnd(Runnable action) {
			this.beforeEnd = action;
		}

		@DistributedLock("counter")
		@Transactional
		public void lockOutside() {
			this.counter.increment();
			this.beforeEnd.run();
		}

		@Transactional
		public void lockWithin() {
			this.counter.increment();
		}

		@Transactional
		public void within(Runnable afterwards) {
			this.counter.increment();
			afterwards.run();
		}

	}

}
