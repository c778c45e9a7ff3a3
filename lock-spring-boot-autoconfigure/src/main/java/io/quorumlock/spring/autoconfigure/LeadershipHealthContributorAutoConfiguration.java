package io.quorumlock.spring.autoconfigure;

import io.quorumlock.election.LeaderElection;
import io.quorumlock.spring.health.LeadershipHealthIndicator;
import io.quorumlock.spring.leader.RoleCampaigns;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for
 * {@link LeadershipHealthIndicator}.
 */
@AutoConfiguration(after = LockAutoConfiguration.class)
@ConditionalOnClass({ HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnSingleCandidate(LeaderElection.class)
@ConditionalOnBean(RoleCampaigns.class)
@ConditionalOnEnabledHealthIndicator("leadership")
public final class LeadershipHealthContributorAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = { "leadershipHealthIndicator", "leadershipHealthContributor" })
	LeadershipHealthIndicator leadershipHealthContributor(LeaderElection election, RoleCampaigns campaigns,
			LockProperties properties, Environment environment) {
		return new LeadershipHealthIndicator(election, campaigns::roles,
				new LockSettings(properties, environment).leader()::role);
	}

}
