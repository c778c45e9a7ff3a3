package io.quorumlock.spring.autoconfigure;

import java.time.Duration;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Makes the event that Spring Boot publishes when an application is ready.
 */
final class Ready {

	private Ready() {
	}

	static ApplicationReadyEvent event(ConfigurableApplicationContext context) {
		return new ApplicationReadyEvent(new SpringApplication(), new String[0], context, Duration.ZERO);
	}

}
