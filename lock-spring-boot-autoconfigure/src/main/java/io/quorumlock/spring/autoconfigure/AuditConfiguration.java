package io.quorumlock.spring.autoconfigure;

import java.nio.file.Path;

import io.quorumlock.spring.audit.AuditLog;
import io.quorumlock.spring.audit.AuditTrail;
import io.quorumlock.spring.audit.FileAuditLog;
import io.quorumlock.spring.audit.MemoryAuditLog;
import io.quorumlock.spring.audit.RedisAuditLog;
import io.quorumlock.spring.audit.Retention;
import io.quorumlock.spring.autoconfigure.LockProperties.Audit;
import io.quorumlock.time.Ticker;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * Application events of locks and nodes, and the log of transitions.
 */
@Configuration(proxyBeanMethods = false)
class AuditConfiguration {

	@Bean
	@ConditionalOnMissingBean(AuditLog.class)
	@ConditionalOnProperty(name = "lock.audit.type", havingValue = "memory", matchIfMissing = true)
	MemoryAuditLog lockAuditLog(LockProperties properties) {
		return new MemoryAuditLog(retention(properties.audit()));
	}

	@Bean
	@ConditionalOnMissingBean(AuditLog.class)
	@ConditionalOnProperty(name = "lock.audit.type", havingValue = "file")
	FileAuditLog lockFileAuditLog(LockProperties properties) {
		Path file = properties.audit().file();
		if (file == null) {
			throw new InvalidLockPropertyException("lock.audit.file", "", "'lock.audit.type' is 'file'",
					"Name the file to write, such as '/var/log/orders/locks.audit'");
		}
		return new FileAuditLog(file, retention(properties.audit()));
	}

	// After the lock manager, so that what it gives back when it is closed is written
	// down
	@Bean
	@ConditionalOnMissingBean
	AuditTrail lockAuditTrail(ObjectProvider<AuditLog> log, ApplicationEventPublisher publisher) {
		return new AuditTrail(log.getIfAvailable(), publisher, Ticker.system());
	}

	private static Retention retention(Audit audit) {
		return new Retention(PropertyRange.positive("lock.audit.max-records", audit.maxRecords()),
				PropertyRange.positive("lock.audit.max-age", audit.maxAge()));
	}

	/**
	 * A log in a Redis stream.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(StringRedisTemplate.class)
	@ConditionalOnProperty(name = "lock.audit.type", havingValue = "redis")
	static class RedisAuditConfiguration {

		@Bean
		@ConditionalOnMissingBean(AuditLog.class)
		RedisAuditLog lockRedisAuditLog(LockProperties properties, ObjectProvider<StringRedisTemplate> redis,
				Environment environment) {
			StringRedisTemplate template = redis.getIfAvailable();
			if (template == null) {
				throw new InvalidLockPropertyException("lock.audit.type", "redis",
						"there is no StringRedisTemplate to write the log with",
						"Set 'spring.data.redis.*', or write the log to a file");
			}
			return new RedisAuditLog(template, properties.audit().stream(),
					InstanceId.ofThisStart(properties.instanceId(), environment), retention(properties.audit()));
		}

	}

}
