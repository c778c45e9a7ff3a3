package io.quorumlock.spring.autoconfigure;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;

import io.quorumlock.election.LeaderElection;
import io.quorumlock.election.QuorumLeaderElection;
import io.quorumlock.quorum.QuorumLockManager;
import io.quorumlock.spring.leader.LeaderInspection;
import io.quorumlock.spring.leader.LeadershipEventPublisher;
import io.quorumlock.spring.leader.ReadinessWatch;
import io.quorumlock.spring.leader.RoleCampaigns;
import io.quorumlock.spring.leader.RoleCheck;
import io.quorumlock.spring.leader.RoleGates;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.autoconfigure.context.LifecycleProperties;
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
		return new QuorumLeaderElection(lockManager, new LockSettings(properties, environment).leader()::role,
				new LeadershipEventPublisher(publisher));
	}

	@Bean
	@ConditionalOnBean(LeaderElection.class)
	RoleCampaigns lockRoleCampaigns(LeaderElection election, LeaderInspection inspection, LockProperties properties,
			Environment environment, ObjectProvider<LifecycleProperties> lifecycle) {
		LockProperties.Leader leader = properties.leader();
		Duration phaseTimeout = lifecycle.getIfAvailable(LifecycleProperties::new).getTimeoutPerShutdownPhase();
		RoleCheck check = new RoleCheck(new LockSettings(properties, environment).leader()::role,
				leader.enabled() ? leader.roles().keySet() : Set.of(), phaseTimeout);
		return new RoleCampaigns(election, leader.enabled() ? inspection::roles : Set::of, check);
	}

	@Bean
	@ConditionalOnBean(LeaderElection.class)
	RoleGates lockRoleGates(RoleCampaigns campaigns) {
		return new RoleGates(campaigns);
	}

	@Bean
	@ConditionalOnProperty("lock.leader.step-down-when-unready")
	@ConditionalOnBean(LeaderElection.class)
	@ConditionalOnSingleCandidate(QuorumLockManager.class)
	ReadinessWatch lockReadinessWatch(LeaderElection election, QuorumLockManager lockManager, LockProperties properties,
			Environment environment) {
		Duration patience = new LockSettings(properties, environment).leader().stepDownWhenUnready();
		return new ReadinessWatch(election, Objects.requireNonNull(patience), lockManager.engine().timers());
	}

}
