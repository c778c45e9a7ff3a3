package io.quorumlock.spring.autoconfigure;

import io.quorumlock.quorum.QuorumLockManager;
import io.quorumlock.spring.actuate.LocksEndpoint;
import io.quorumlock.spring.actuate.LocksEndpointWebExtension;
import io.quorumlock.spring.lock.LockInspection;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.EndpointAccessResolver;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the {@link LocksEndpoint}.
 */
@AutoConfiguration(after = LockAutoConfiguration.class)
@ConditionalOnClass({ Endpoint.class, ConditionalOnAvailableEndpoint.class })
@ConditionalOnAvailableEndpoint(LocksEndpoint.class)
@ConditionalOnSingleCandidate(QuorumLockManager.class)
public final class LocksEndpointAutoConfiguration {

	private static final EndpointId ID = EndpointId.of("locks");

	// Not lazily, as other instances may ask before anybody calls it
	@Bean
	@Lazy(false)
	@ConditionalOnMissingBean
	LocksEndpoint locksEndpoint(QuorumLockManager lockManager, LockProperties properties, LockInspection inspection,
			Environment environment, ObjectProvider<EndpointAccessResolver> access) {
		EndpointAccessResolver resolver = access.getIfAvailable();
		if (resolver != null && resolver.accessFor(ID, Access.READ_ONLY) == Access.UNRESTRICTED) {
			lockManager.engine().monitor().obey();
		}
		ConfiguredTimes times = new ConfiguredTimes(new LockSettings(properties, environment)::times, properties);
		return new LocksEndpoint(lockManager.engine(), () -> times.of(inspection.times()));
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean(LocksEndpoint.class)
	@ConditionalOnAvailableEndpoint(exposure = EndpointExposure.WEB)
	LocksEndpointWebExtension locksEndpointWebExtension(LocksEndpoint endpoint) {
		return new LocksEndpointWebExtension(endpoint);
	}

}
