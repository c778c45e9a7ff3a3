package io.quorumlock.spring.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import io.quorumlock.LeaseLostException;
import io.quorumlock.annotation.LeaderOnly;
import io.quorumlock.annotation.OnLoss;
import io.quorumlock.spring.fake.FakeLeaderElection;
import io.quorumlock.spring.fake.FakeLockManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.annotation.Transactional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for methods for the leader around, and within, transactions of a real database.
 */
class LeaderTransactionTests {

	private final FakeLeaderElection election = new FakeLeaderElection();

	private final List<ConfigurableApplicationContext> applications = new ArrayList<>();

	private final CounterDatabase database = new CounterDatabase();

	@BeforeEach
	void lead() {
		this.election.led.add("default");
	}

	@AfterEach
	void close() {
		this.applications.forEach(ConfigurableApplicationContext::close);
		this.database.close();
	}

	@Test
	void permitStandsOutsideOfTheTransactionOfTheMethod() {
		Jobs jobs = start();
		jobs.outside(() -> assertThat(this.election.permits).hasSize(1));
		assertThat(this.database.count()).isOne();
		assertThat(this.election.lastPermit().releases()).isOne();
	}

	@Test
	void lossBeforeTheCommitOfTheMethodItselfRollsBack() {
		Jobs jobs = start();
		assertThatExceptionOfType(LeaseLostException.class)
			.isThrownBy(() -> jobs.outside(() -> this.election.lastPermit().lose()));
		assertThat(this.database.count()).isZero();
		assertThat(this.election.lastPermit().releases()).isOne();
	}

	@Test
	void permitTakenWithinATransactionIsKeptUntilThatIsComplete() {
		Jobs jobs = start();
		jobs.within(() -> assertThat(this.election.permits).hasSize(1));
		assertThat(this.election.lastPermit().releases()).isOne();
		assertThat(this.database.count()).isOne();
	}

	@Test
	void severalCallsInOneTransactionHoldOnePermitEvenAfterTheGateHasClosed() {
		Jobs jobs = start();
		jobs.within(() -> {
			this.election.led.clear();
			this.applications.get(0).getBean(Counter.class).increment();
		});
		assertThat(this.election.entered).hasSize(1);
		assertThat(this.election.lastPermit().releases()).isOne();
		assertThat(this.database.count()).isEqualTo(2);
	}

	@Test
	void lossBeforeTheOuterCommitRollsBack() {
		Jobs jobs = start();
		assertThatExceptionOfType(LeaseLostException.class)
			.isThrownBy(() -> jobs.within(() -> this.election.lastPermit().lose()));
		assertThat(this.database.count()).isZero();
		assertThat(this.election.lastPermit().releases()).isOne();
	}

	@Test
	void refuseRefusesPermitsToo() {
		Jobs jobs = start("lock.transaction=refuse");
		assertThatIllegalStateException().isThrownBy(() -> jobs.within(() -> {
		})).withMessageContaining("'@role/default' is taken within a transaction");
		assertThat(this.election.entered).isEmpty();
		jobs.outside(() -> {
		});
		assertThat(this.database.count()).isOne();
	}

	@Test
	void immediateEndsThePermitBeforeTheCommit() {
		Jobs jobs = start("lock.transaction=immediate");
		jobs.within(() -> assertThat(this.election.permits).isEmpty());
		assertThat(this.database.count()).isOne();
	}

	private Jobs start(String... properties) {
		ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
			.web(WebApplicationType.NONE)
			.properties(properties)
			.properties(this.database.property(), "logging.level.root=warn")
			.initializers((each) -> {
				each.getBeanFactory().registerSingleton("locks", new FakeLockManager());
				each.getBeanFactory().registerSingleton("election", this.election);
			})
			.run();
		this.applications.add(context);
		return context.getBean(Jobs.class);
	}

	@EnableAutoConfiguration
	@Configuration(proxyBeanMethods = false)
	static class Application {

		@Bean
		Counter counter(JdbcTemplate jdbc) {
			return new Counter(jdbc);
		}

		@Bean
		Jobs jobs(Counter counter) {
			return new Jobs(counter);
		}

	}

	static class Counter {

		private final JdbcTemplate jdbc;

		Counter(JdbcTemplate jdbc) {
			this.jdbc = jdbc;
		}

		@LeaderOnly
		public void increment() {
			this.jdbc.update("update counter set n = n + 1");
		}

	}

	static class Jobs {

		private final Counter counter;

		Jobs(Counter counter) {
			this.counter = counter;
		}

		// An interrupt would end the connection before the commit is tried
		@LeaderOnly(onLoss = OnLoss.WAIT)
		@Transactional
		public void outside(Runnable afterwards) {
			this.counter.increment();
			afterwards.run();
		}

		@Transactional
		public void within(Runnable afterwards) {
			this.counter.increment();
			afterwards.run();
		}

	}

}
