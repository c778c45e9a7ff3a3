package io.quorumlock.spring.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for distributed locks and leader
 * election.
 */
@AutoConfiguration(afterName = "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration")
@ConditionalOnBooleanProperty(name = "lock.enabled", matchIfMissing = true)
@EnableConfigurationProperties(LockProperties.class)
@Import({ AuditConfiguration.class, RedisQuorumConfiguration.class, LeaderElectionConfiguration.class,
		AnnotatedMethodConfiguration.class, TransactionConfiguration.class, LockPolicyConfiguration.class,
		ObserveConfiguration.class, CallTracerConfiguration.class })
public final class LockAutoConfiguration {

}
