package io.quorumlock.spring.autoconfigure;

import io.quorumlock.spring.actuate.LockAuditEndpoint;
import io.quorumlock.spring.audit.AuditLog;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the {@link LockAuditEndpoint}.
 */
@AutoConfiguration(after = LockAutoConfiguration.class)
@ConditionalOnClass({ Endpoint.class, ConditionalOnAvailableEndpoint.class })
@ConditionalOnAvailableEndpoint(LockAuditEndpoint.class)
@ConditionalOnSingleCandidate(AuditLog.class)
public final class LockAuditEndpointAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	LockAuditEndpoint lockAuditEndpoint(AuditLog log) {
		return new LockAuditEndpoint(log);
	}

}
