package io.quorumlock.spring.autoconfigure;

import io.micrometer.core.instrument.MeterRegistry;
import io.quorumlock.spring.leader.SkipListener;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Counts what followers skip, where the application has Micrometer.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(MeterRegistry.class)
class LeaderMetricsConfiguration {

	@Bean
	@ConditionalOnMissingBean
	SkipListener lockSkipListener(ObjectProvider<MeterRegistry> registry) {
		return (role) -> registry.ifUnique((meters) -> meters.counter("lock.leader.skipped", "role", role).increment());
	}

}
