package io.quorumlock.spring.integration.autoconfigure;

import io.quorumlock.LockManager;
import io.quorumlock.spring.autoconfigure.LockAutoConfiguration;
import io.quorumlock.spring.integration.QuorumLockRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.integration.support.locks.DefaultLockRegistry;
import org.springframework.integration.support.locks.LockRegistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link LockRegistryAutoConfiguration}.
 */
class LockRegistryAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LockRegistryAutoConfiguration.class, LockAutoConfiguration.class));

	@Test
	void registryComesWithTheLockManagerOfTheStarter() {
		this.runner.withPropertyValues("lock.nodes=redis://localhost:1")
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(LockRegistry.class)
				.hasSingleBean(QuorumLockRegistry.class));
	}

	@Test
	void backsOffForAnotherRegistry() {
		this.runner.withBean(LockManager.class, () -> mock())
			.withBean(DefaultLockRegistry.class)
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(LockRegistry.class)
				.doesNotHaveBean(QuorumLockRegistry.class));
	}

	@Test
	void backsOffWithoutALockManager() {
		this.runner.withPropertyValues("lock.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(LockRegistry.class));
	}

	@Test
	void isListed() {
		assertThat(ImportCandidates.load(AutoConfiguration.class, null))
			.contains(LockRegistryAutoConfiguration.class.getName());
	}

}
