package io.quorumlock.spring.integration.autoconfigure;

import io.quorumlock.LockManager;
import io.quorumlock.spring.integration.QuorumLockRegistry;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.integration.support.locks.LockRegistry;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for {@link QuorumLockRegistry}.
 */
@AutoConfiguration(afterName = "io.quorumlock.spring.autoconfigure.LockAutoConfiguration")
@ConditionalOnSingleCandidate(LockManager.class)
public final class LockRegistryAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(LockRegistry.class)
	QuorumLockRegistry quorumLockRegistry(LockManager lockManager) {
		return new QuorumLockRegistry(lockManager);
	}

}
