package io.quorumlock.spring.autoconfigure;

import java.util.Set;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.config.MeterFilter;
import io.quorumlock.election.LeaderElection;
import io.quorumlock.quorum.QuorumLockManager;
import io.quorumlock.spring.leader.LeaderInspection;
import io.quorumlock.spring.observation.LeadershipMetrics;
import io.quorumlock.spring.observation.LockMetrics;
import io.quorumlock.spring.observation.LockObservation;
import io.quorumlock.time.Ticker;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for metrics of locks, nodes and
 * roles.
 */
@AutoConfiguration(after = LockAutoConfiguration.class,
		afterName = LockMetricsAutoConfiguration.REGISTRIES + "CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass(MeterBinder.class)
@ConditionalOnBean(MeterRegistry.class)
public final class LockMetricsAutoConfiguration {

	static final String REGISTRIES = "org.springframework.boot.micrometer.metrics.autoconfigure.";

	// What is observed of methods is measured already, for all who use the lock
	@Bean
	static MeterFilter lockObservationMeterFilter() {
		return MeterFilter.denyNameStartsWith(LockObservation.PREFIX);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnSingleCandidate(QuorumLockManager.class)
	LockMetrics lockMetrics(QuorumLockManager lockManager) {
		return new LockMetrics(lockManager.engine());
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnSingleCandidate(LeaderElection.class)
	LeadershipMetrics lockLeadershipMetrics(MeterRegistry registry, LeaderElection election,
			ObjectProvider<LeaderInspection> inspection, LockProperties properties) {
		return new LeadershipMetrics(registry, election, () -> {
			LeaderInspection found = properties.leader().enabled() ? inspection.getIfAvailable() : null;
			return (found != null) ? found.roles() : Set.of();
		}, Ticker.system());
	}

}
