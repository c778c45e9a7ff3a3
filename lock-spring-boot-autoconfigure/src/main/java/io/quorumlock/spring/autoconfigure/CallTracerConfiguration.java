package io.quorumlock.spring.autoconfigure;

import io.micrometer.observation.ObservationRegistry;
import io.quorumlock.spring.call.CallTracer;
import io.quorumlock.spring.observation.CallObservations;
import io.quorumlock.spring.observation.LockObservationConvention;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Observes annotated methods, where the application has Micrometer's observations.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(ObservationRegistry.class)
class CallTracerConfiguration {

	@Bean
	@ConditionalOnMissingBean
	CallTracer lockCallTracer(ObjectProvider<ObservationRegistry> registry,
			ObjectProvider<LockObservationConvention> convention) {
		return new CallObservations(registry.getIfUnique(() -> ObservationRegistry.NOOP), convention.getIfUnique());
	}

}
