package io.quorumlock.spring.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link UnusedRedisHealthPostProcessor}.
 */
class UnusedRedisHealthPostProcessorTests {

	private final MockEnvironment environment = new MockEnvironment();

	@Test
	void isRegistered() {
		assertThat(SpringFactoriesLoader.forDefaultResourceLocation()
			.load(EnvironmentPostProcessor.class,
					(type, name, ex) -> assertThat(name).doesNotStartWith("io.quorumlock")))
			.hasAtLeastOneElementOfType(UnusedRedisHealthPostProcessor.class);
	}

	@Test
	void redisThatIsNotUsedIsNotReported() {
		this.environment.setProperty("lock.nodes[0]", "redis://localhost:7001");
		assertThat(process()).isEqualTo("false");
	}

	@Test
	void redisOfSpringDataIsReported() {
		this.environment.setProperty("lock.nodes[0]", "redis://localhost:7001");
		this.environment.setProperty("spring.data.redis.host", "cache");
		assertThat(process()).isNull();
	}

	@Test
	void redisThatVotesAloneIsReported() {
		assertThat(process()).isNull();
	}

	@Test
	void whatTheUserSaysIsLeftAlone() {
		this.environment.setProperty("lock.nodes", "redis://localhost:7001");
		this.environment.setProperty("management.health.redis.enabled", "true");
		assertThat(process()).isEqualTo("true");
	}

	private @Nullable String process() {
		new UnusedRedisHealthPostProcessor().postProcessEnvironment(this.environment, new SpringApplication());
		return this.environment.getProperty("management.health.redis.enabled");
	}

}
