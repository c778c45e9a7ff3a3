package io.quorumlock.spring.autoconfigure;

import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationContext;

/**
 * Makes the event that Spring Boot publishes when an application is ready.
 */
final class Ready {

	private Ready() {
	}

	static AvailabilityChangeEvent<ReadinessState> event(ApplicationContext context) {
		return new AvailabilityChangeEvent<>(context, ReadinessState.ACCEPTING_TRAFFIC);
	}

}
