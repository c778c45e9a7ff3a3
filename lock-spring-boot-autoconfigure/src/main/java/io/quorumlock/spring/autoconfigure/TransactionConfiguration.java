package io.quorumlock.spring.autoconfigure;

import io.quorumlock.spring.lock.LeaseTransactionListener;
import io.quorumlock.spring.lock.SpringTransaction;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.TransactionExecutionListener;

/**
 * Locks and transactions, where the application has these.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(TransactionExecutionListener.class)
class TransactionConfiguration {

	@Bean
	SpringTransaction lockTransaction(LockProperties properties) {
		return new SpringTransaction(properties.transaction());
	}

	@Bean
	LeaseTransactionListener lockLeaseTransactionListener() {
		return new LeaseTransactionListener();
	}

}
