package io.quorumlock.spring.autoconfigure;

import io.quorumlock.election.LeaderElection;
import io.quorumlock.spring.actuate.LeadershipEndpoint;
import io.quorumlock.spring.actuate.LeadershipEndpointWebExtension;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the {@link LeadershipEndpoint}.
 */
@AutoConfiguration(after = LockAutoConfiguration.class)
@ConditionalOnClass({ Endpoint.class, ConditionalOnAvailableEndpoint.class })
@ConditionalOnAvailableEndpoint(LeadershipEndpoint.class)
@ConditionalOnSingleCandidate(LeaderElection.class)
public final class LeadershipEndpointAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	LeadershipEndpoint leadershipEndpoint(LeaderElection election) {
		return new LeadershipEndpoint(election);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean(LeadershipEndpoint.class)
	@ConditionalOnAvailableEndpoint(exposure = EndpointExposure.WEB)
	LeadershipEndpointWebExtension leadershipEndpointWebExtension(LeadershipEndpoint endpoint) {
		return new LeadershipEndpointWebExtension(endpoint);
	}

}
