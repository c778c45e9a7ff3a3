package io.quorumlock.shedlock.autoconfigure;

import io.quorumlock.LockManager;
import io.quorumlock.shedlock.QuorumLockProvider;
import net.javacrumbs.shedlock.core.LockProvider;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for {@link QuorumLockProvider}.
 */
@AutoConfiguration(afterName = "io.quorumlock.spring.autoconfigure.LockAutoConfiguration")
@ConditionalOnSingleCandidate(LockManager.class)
public final class ShedLockAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(LockProvider.class)
	QuorumLockProvider quorumLockProvider(LockManager lockManager) {
		return new QuorumLockProvider(lockManager);
	}

}
