package io.quorumlock.spring.autoconfigure;

import java.util.Map;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Keeps Spring Boot from reporting a Redis that the application does not use. With
 * {@code lock.nodes} alone, the one of {@code spring.data.redis} would be looked for on
 * localhost, and the application called down without it.
 */
class UnusedRedisHealthPostProcessor implements EnvironmentPostProcessor {

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		Binder binder = Binder.get(environment);
		boolean ownNodes = binder.bind("lock.nodes", Bindable.listOf(String.class)).isBound();
		boolean redisUsed = binder.bind("spring.data.redis", Bindable.mapOf(String.class, Object.class)).isBound();
		if (ownNodes && !redisUsed) {
			environment.getPropertySources()
				.addLast(new MapPropertySource("lockDefaults", Map.of("management.health.redis.enabled", "false")));
		}
	}

}
