package io.quorumlock.benchmark.library;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.lettuce.core.RedisClient;
import net.javacrumbs.shedlock.provider.redis.spring.RedisLockProvider;
import org.redisson.Redisson;

import org.springframework.integration.redis.util.RedisLockRegistry;

/**
 * Who takes part.
 */
public enum Library {

	/** This library. */
	QUORUM_LOCK("Quorum Lock", QuorumLockClient::new),

	/** What no quorum lock on Lettuce can undercut: commands to all nodes, no extras. */
	FAN_OUT("Raw fan-out", FanOutClient::new),

	/** The same for those who wait: a release tells them. */
	FAN_OUT_NOTIFY("Raw fan-out, with notify", NotifyingFanOutClient::new),

	/** Redisson's lock. */
	REDISSON_LOCK("Redisson RLock", RedissonLockClient::lock),

	/** Redisson's lock with fencing tokens. */
	REDISSON_FENCED_LOCK("Redisson RFencedLock", RedissonLockClient::fencedLock),

	/** Redisson's lock that wants all nodes. */
	REDISSON_MULTI_LOCK("RedissonMultiLock", RedissonGroupClient::multiLock),

	/** Redisson's lock that wants most nodes. */
	REDISSON_RED_LOCK("RedissonRedLock", RedissonGroupClient::redLock),

	/** The same with a timeout of 50 ms, as this library has by default. */
	REDISSON_IMPATIENT_RED_LOCK("RedissonRedLock, 50 ms timeout", RedissonGroupClient::impatientRedLock),

	/** Spring Integration's registry, which asks again and again. */
	SPRING_INTEGRATION_SPIN("Spring Integration, spin", SpringIntegrationClient::spin),

	/** Spring Integration's registry, which is told. */
	SPRING_INTEGRATION_PUB_SUB("Spring Integration, pub-sub", SpringIntegrationClient::pubSub),

	/** ShedLock, which does not wait. */
	SHED_LOCK("ShedLock", ShedLockClient::new),

	/** A fair lock of this JVM, which asks nobody. */
	LOCAL("Local ReentrantLock(true)", (uris) -> new LocalClient());

	private final String title;

	private final Function<List<String>, LockClient> connector;

	Library(String title, Function<List<String>, LockClient> connector) {
		this.title = title;
		this.connector = connector;
	}

	/**
	 * What it is called in tables.
	 * @return its name
	 */
	public String title() {
		return this.title;
	}

	/**
	 * Connects.
	 * @param uris the nodes; a library for one node takes one
	 * @return a client that is ready
	 */
	public LockClient connect(List<String> uris) {
		return this.connector.apply(uris);
	}

	/**
	 * Which versions of the libraries of others take part.
	 * @return the names of their archives
	 */
	public static String jars() {
		return Stream.of(RedisClient.class, Redisson.class, RedisLockRegistry.class, RedisLockProvider.class)
			.map((type) -> type.getProtectionDomain().getCodeSource().getLocation().getPath())
			.map((path) -> path.substring(path.lastIndexOf('/') + 1).replace(".jar", ""))
			.collect(Collectors.joining(", "));
	}

}
