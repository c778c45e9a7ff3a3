package io.quorumlock.spring.autoconfigure;

import java.util.Set;

import io.quorumlock.election.LeaderElection;
import io.quorumlock.election.QuorumLeaderElection;
import io.quorumlock.quorum.QuorumLockManager;
import io.quorumlock.spring.leader.LeaderInspection;
import io.quorumlock.spring.leader.LeadershipEventPublisher;
import io.quorumlock.spring.leader.RoleCampaigns;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Leader election on the leases of the lock manager.
 */
@Configuration(proxyBeanMethods = false)
class LeaderElectionConfiguration {

	@Bean
	@ConditionalOnMissingBean(LeaderElection.class)
	@ConditionalOnSingleCandidate(QuorumLockManager.class)
	QuorumLeaderElection lockLeaderElection(QuorumLockManager lockManager, LockProperties properties,
			Environment environment, ApplicationEventPublisher publisher) {
		return new QuorumLeaderElection(lockManager, new LockSettings(properties, environment)::role,
				new LeadershipEventPublisher(publisher));
	}

	@Bean
	@ConditionalOnBean(LeaderElection.class)
	RoleCampaigns lockRoleCampaigns(LeaderElection election, LeaderInspection inspection, LockProperties properties) {
		return new RoleCampaigns(election, properties.leader().enabled() ? inspection::roles : Set::of);
	}

}
