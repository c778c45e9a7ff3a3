package io.quorumlock.shedlock.autoconfigure;

import io.quorumlock.LockManager;
import io.quorumlock.shedlock.QuorumLockProvider;
import io.quorumlock.spring.autoconfigure.LockAutoConfiguration;
import net.javacrumbs.shedlock.core.LockProvider;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link ShedLockAutoConfiguration}.
 */
class ShedLockAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ShedLockAutoConfiguration.class, LockAutoConfiguration.class));

	@Test
	void providerComesWithTheLockManagerOfTheStarter() {
		this.runner.withPropertyValues("lock.nodes=redis://localhost:1")
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(LockProvider.class)
				.hasSingleBean(QuorumLockProvider.class));
	}

	@Test
	void backsOffForAnotherProvider() {
		this.runner.withBean(LockManager.class, () -> mock())
			.withBean(LockProvider.class, () -> mock())
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(LockProvider.class)
				.doesNotHaveBean(QuorumLockProvider.class));
	}

	@Test
	void backsOffWithoutALockManager() {
		this.runner.withPropertyValues("lock.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(LockProvider.class));
	}

	@Test
	void isListed() {
		assertThat(ImportCandidates.load(AutoConfiguration.class, null))
			.contains(ShedLockAutoConfiguration.class.getName());
	}

}
