package io.quorumlock.spring.autoconfigure;

import java.util.Locale;

import io.micrometer.core.instrument.MeterRegistry;
import io.quorumlock.spring.lock.BlockListener;
import io.quorumlock.spring.lock.ObservedBlocks;
import io.quorumlock.time.Ticker;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Reports what locks would have blocked: as application events, as a counter where the
 * application has Micrometer, and to listeners that are beans.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "lock.mode", havingValue = "observe")
class ObserveConfiguration {

	@Bean
	ObservedBlocks lockObservedBlocks(ObjectProvider<BlockListener> listeners) {
		return new ObservedBlocks(listeners.orderedStream().toList(), Ticker.system());
	}

	@Bean
	BlockListener lockBlockEventPublisher(ApplicationEventPublisher publisher) {
		return publisher::publishEvent;
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterRegistry.class)
	static class Metrics {

		@Bean
		BlockListener lockObservedCounter(ObjectProvider<MeterRegistry> registry) {
			return (block) -> registry.ifUnique(
					(meters) -> meters
						.counter("lock.observed", "name", block.lock().name(), "outcome",
								block.reason().name().toLowerCase(Locale.ROOT))
						.increment());
		}

	}

}
