package io.quorumlock.test.autoconfigure;

import java.util.List;

import io.quorumlock.election.LeaderElection;
import io.quorumlock.quorum.LockPolicy;
import io.quorumlock.quorum.QuorumLockManager;
import io.quorumlock.spring.autoconfigure.LockAutoConfiguration;
import io.quorumlock.spring.autoconfigure.LockProperties;
import io.quorumlock.spring.autoconfigure.LockSettings;
import io.quorumlock.spring.leader.LeadershipEventPublisher;
import io.quorumlock.test.TestLocks;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for {@link TestLocks}. Comes first,
 * so that what connects to Redis backs off, while all that is built on locks stays as it
 * is.
 */
@AutoConfiguration(before = LockAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "lock.enabled", matchIfMissing = true)
@EnableConfigurationProperties(LockProperties.class)
public final class TestLocksAutoConfiguration {

	// As many as in production, or 'lock.quorum' would not fit
	@Bean
	TestLocks testLocks(LockProperties properties, Environment environment, ApplicationEventPublisher publisher,
			LockPolicy policy) {
		List<String> configured = properties.nodes();
		int nodes = (configured != null && !configured.isEmpty()) ? configured.size() : 1;
		LockSettings settings = new LockSettings(properties, environment);
		return new TestLocks(settings.quorum(nodes), nodes, settings::role, new LeadershipEventPublisher(publisher),
				policy);
	}

	@Bean
	QuorumLockManager quorumLockManager(TestLocks testLocks) {
		return testLocks.lockManager();
	}

	@Bean
	LeaderElection lockLeaderElection(TestLocks testLocks) {
		return testLocks.leaderElection();
	}

}
