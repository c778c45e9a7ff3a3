package io.quorumlock.spring.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import io.quorumlock.LockName;
import io.quorumlock.annotation.DistributedLock;
import io.quorumlock.spring.fake.FakeLockManager;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a lock is held until the transaction of its method is committed: whoever
 * gets it next must see what was written.
 */
class LockAndTransactionTests {

	@Test
	void lockStandsOutsideOfTheTransaction() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class, LockAutoConfiguration.class))
			.withUserConfiguration(Transactions.class)
			.withBean(FakeLockManager.class)
			.run((context) -> {
				context.getBean(Orders.class).pay();
				assertThat(context.getBean(RecordingTransactions.class).steps).containsExactly("begin, locked: true",
						"commit, locked: true");
				assertThat(context.getBean(FakeLockManager.class).isHeld(LockName.of("orders"))).isFalse();
			});
	}

	@Configuration(proxyBeanMethods = false)
	@EnableTransactionManagement
	static class Transactions {

		@Bean
		RecordingTransactions transactionManager(FakeLockManager locks) {
			return new RecordingTransactions(locks);
		}

		@Bean
		Orders orders() {
			return new Orders();
		}

	}

	static class Orders {

		@Transactional
		@DistributedLock("orders")
		public void pay() {
		}

	}

	static class RecordingTransactions extends AbstractPlatformTransactionManager {

		final List<String> steps = new ArrayList<>();

		private final FakeLockManager locks;

		RecordingTransactions(FakeLockManager locks) {
			this.locks = locks;
		}

		private void step(String what) {
			this.steps.add(what + ", locked: " + this.locks.isHeld(LockName.of("orders")));
		}

		@Override
		protected Object doGetTransaction() {
			return this;
		}

		@Override
		protected void doBegin(Object transaction, TransactionDefinition definition) {
			step("begin");
		}

		@Override
		protected void doCommit(DefaultTransactionStatus status) {
			step("commit");
		}

		@Override
		protected void doRollback(DefaultTransactionStatus status) {
			step("rollback");
		}

	}

}
