package io.quorumlock.spring.autoconfigure;

import io.quorumlock.quorum.LockPolicy;
import io.quorumlock.spring.lock.DeclaredNames;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What may be locked.
 */
@Configuration(proxyBeanMethods = false)
class LockPolicyConfiguration {

	@Bean
	DeclaredNames lockDeclaredNames(LockProperties properties) {
		return new DeclaredNames(properties.locks().keySet());
	}

	@Bean
	LockPolicy lockPolicy(LockProperties properties, DeclaredNames names) {
		return new PolicySettings(properties).policy(names::contains);
	}

}
