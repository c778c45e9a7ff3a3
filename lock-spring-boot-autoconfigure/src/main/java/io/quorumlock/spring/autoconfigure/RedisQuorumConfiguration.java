package io.quorumlock.spring.autoconfigure;

import java.util.List;

import io.lettuce.core.RedisClient;
import io.quorumlock.LockManager;
import io.quorumlock.event.LockListener;
import io.quorumlock.quorum.LockPolicy;
import io.quorumlock.quorum.QuorumLockManager;
import io.quorumlock.quorum.QuorumSettings;
import io.quorumlock.redis.LockEventLoop;
import io.quorumlock.time.Entropy;
import io.quorumlock.time.Ticker;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.thread.Threading;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * A lock manager on Redis nodes.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass({ RedisClient.class, LettuceConnectionFactory.class, DataRedisConnectionDetails.class })
@ConditionalOnMissingBean(LockManager.class)
class RedisQuorumConfiguration {

	@Bean
	@ConditionalOnMissingBean
	LockConnectionDetails lockConnectionDetails(LockProperties properties,
			ObjectProvider<LockNodeConnectionDetails> services, ObjectProvider<DataRedisConnectionDetails> redis,
			ObjectProvider<SslBundles> bundles, Environment environment) {
		List<LockNodeConnectionDetails> started = services.orderedStream().toList();
		if (!started.isEmpty()) {
			return new ServicesLockConnectionDetails(started);
		}
		if (properties.nodes() != null) {
			return new PropertiesLockConnectionDetails(properties.nodes(),
					new NodeDefaults(properties, bundles.getIfAvailable()));
		}
		NodeDefaults.requireNone(properties);
		DataRedisConnectionDetails details = redis.getIfAvailable();
		if (details == null) {
			throw new InvalidLockPropertyException("lock.nodes", "", "there is no Redis of 'spring.data.redis' either",
					"List the URIs of independent Redis servers");
		}
		return new DataRedisLockConnectionDetails(details, environment, properties.allowSentinel());
	}

	@Bean
	LockEventLoop lockEventLoop() {
		return new LockEventLoop();
	}

	@Bean
	RedisLeaseNodes lockRedisNodes(LockConnectionDetails details, LockProperties properties, LockEventLoop loop,
			LockCallbacks callbacks, ObjectProvider<LockCredentialsProvider> credentials, Environment environment) {
		LockCredentialsProvider provider = credentials.getIfAvailable();
		return RedisLeaseNodes.connect(details, new LockSettings(properties, environment),
				(provider != null) ? new NodeCredentials(provider, callbacks.executor()) : null, loop);
	}

	@Bean
	LockCallbacks lockCallbacks(Environment environment) {
		return Threading.VIRTUAL.isActive(environment) ? LockCallbacks.onVirtualThreads()
				: LockCallbacks.onPlatformThreads();
	}

	@Bean
	QuorumLockManager quorumLockManager(RedisLeaseNodes nodes, LockProperties properties, LockEventLoop loop,
			LockCallbacks callbacks, LockPolicy policy, ObjectProvider<LockListener> listeners) {
		QuorumSettings settings = nodes.quorum();
		if (properties.startupCheck() != StartupCheck.NONE) {
			new QuorumCheck(properties.startupCheck(), nodes.nodes().size(), settings.quorum())
				.report(nodes.problems());
		}
		QuorumLockManager manager = new QuorumLockManager(nodes.nodes(), settings, Ticker.system(), loop.timers(),
				Entropy.system(), callbacks.executor(), policy);
		listeners.orderedStream().forEach(manager.engine().monitor()::listen);
		return manager;
	}

}
