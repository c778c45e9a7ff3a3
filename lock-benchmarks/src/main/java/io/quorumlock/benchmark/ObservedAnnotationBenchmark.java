package io.quorumlock.benchmark;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The same calls in an application that observes them: what the observations cost before
 * anybody makes spans or timers of them.
 */
public class ObservedAnnotationBenchmark extends AnnotationBenchmark {

	/**
	 * With a handler that does nothing.
	 */
	public ObservedAnnotationBenchmark() {
		super(Application.class, Observations.class);
	}

	@Configuration(proxyBeanMethods = false)
	static class Observations {

		@Bean
		ObservationRegistry observationRegistry() {
			ObservationRegistry registry = ObservationRegistry.create();
			ObservationHandler<Observation.Context> nothing = (context) -> true;
			registry.observationConfig().observationHandler(nothing);
			return registry;
		}

	}

}
