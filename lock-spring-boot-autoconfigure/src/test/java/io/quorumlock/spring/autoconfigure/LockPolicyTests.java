package io.quorumlock.spring.autoconfigure;

import io.quorumlock.LeaseRequest;
import io.quorumlock.LockManager;
import io.quorumlock.LockName;
import io.quorumlock.LockPolicyException;
import io.quorumlock.QuorumUnavailableException;
import io.quorumlock.annotation.DistributedLock;
import io.quorumlock.annotation.LeaderOnly;
import io.quorumlock.spring.aop.WrongUseException;
import io.quorumlock.spring.fake.FakeLockManager;
import io.quorumlock.spring.fake.Warnings;
import io.quorumlock.spring.lock.LockInspection;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@code lock.policy}. No node answers: what is allowed is asked for in vain.
 */
class LockPolicyTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class, LockAutoConfiguration.class))
		.withPropertyValues("spring.data.redis.port=1", "lock.wait-time=0s")
		.withBean(Orders.class);

	@Test
	void annotationThatIsNotAllowedFailsAtStartup() {
		this.runner.withPropertyValues("lock.policy.names=stock,report-*")
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOf(WrongUseException.class)
				.hasMessageContaining(Orders.class.getName() + ".pay()")
				.hasMessageContaining("add 'orders' to lock.policy.names"));
	}

	@Test
	void annotationThatIsNotAllowedFailsAtStartupWhateverTheLockManager() {
		this.runner.withBean(FakeLockManager.class)
			.withPropertyValues("lock.policy.names=stock")
			.run((context) -> assertThat(context).getFailure().isInstanceOf(WrongUseException.class));
	}

	@Test
	void lockManagerAllowsOnlyTheNames() {
		this.runner.withPropertyValues("lock.policy.names=order*").run((context) -> {
			LockManager locks = context.getBean(LockManager.class);
			assertThatExceptionOfType(LockPolicyException.class)
				.isThrownBy(() -> locks.tryAcquire(LeaseRequest.of("stock", "7")))
				.withMessageContaining("lock.policy.names = [order*] does not allow to lock 'stock'");
			assertAsked(locks, "orders");
		});
	}

	@Test
	void rolesNeedNoName() {
		this.runner.withPropertyValues("lock.policy.names=order*", "lock.policy.refuse-undeclared=true")
			.withBean(Reports.class)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void undeclaredNamesAreRefused() {
		this.runner.withPropertyValues("lock.policy.refuse-undeclared=true", "lock.locks.stock.wait-time=0s")
			.run((context) -> {
				LockManager locks = context.getBean(LockManager.class);
				assertThatExceptionOfType(LockPolicyException.class)
					.isThrownBy(() -> locks.tryAcquire(LeaseRequest.of("reports")))
					.withMessageContaining("configure its times under lock.locks.reports");
				assertAsked(locks, "orders");
				assertAsked(locks, "stock");
			});
	}

	@Test
	void whatDeclaresANameIsNotReportedAsUnused() {
		try (Warnings warnings = new Warnings(LockInspection.class)) {
			this.runner.withPropertyValues("lock.locks.stock.wait-time=0s").run((context) -> {
			});
			assertThat(warnings.messages()).hasSize(1);
			this.runner.withPropertyValues("lock.policy.refuse-undeclared=true", "lock.locks.stock.wait-time=0s")
				.run((context) -> {
				});
			assertThat(warnings.messages()).hasSize(1);
		}
	}

	@Test
	void methodThatIsCalledBeforeItWasInspectedHasDeclaredItsName() {
		this.runner.withPropertyValues("lock.policy.refuse-undeclared=true")
			.withBean(Early.class)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(QuorumUnavailableException.class));
	}

	private static void assertAsked(LockManager locks, String name) {
		assertThatExceptionOfType(QuorumUnavailableException.class)
			.isThrownBy(() -> locks.tryAcquire(LeaseRequest.of(LockName.of(name))));
	}

	static class Orders {

		@DistributedLock("orders")
		public void pay() {
		}

	}

	static class Reports {

		@LeaderOnly("reports")
		public void report() {
		}

	}

	static class Early implements InitializingBean {

		private final ObjectProvider<Orders> orders;

		Early(ObjectProvider<Orders> orders) {
			this.orders = orders;
		}

		@Override
		public void afterPropertiesSet() {
			this.orders.getObject().pay();
		}

	}

}
