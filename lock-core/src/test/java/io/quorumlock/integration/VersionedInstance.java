package io.quorumlock.integration;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.quorumlock.node.LeaseNode;
import io.quorumlock.quorum.GuardSettings;
import io.quorumlock.quorum.QuorumLockManager;
import io.quorumlock.quorum.QuorumSettings;
import io.quorumlock.quorum.RetrySettings;
import io.quorumlock.redis.LockEventLoop;
import io.quorumlock.redis.RedisServers;
import io.quorumlock.testing.RedisQuorum;
import io.quorumlock.time.Entropy;
import io.quorumlock.time.Ticker;

/**
 * A lock manager whose nodes speak as a certain version does.
 */
final class VersionedInstance implements AutoCloseable {

	private final LockEventLoop loop = new LockEventLoop();

	private final ExecutorService callbacks = Executors.newCachedThreadPool();

	private final List<LeaseNode> nodes = new ArrayList<>();

	private final QuorumLockManager manager;

	private VersionedInstance(Version version, RedisQuorum quorum, Duration leaseTime, Ticker ticker) {
		RedisServers servers = new RedisServers();
		quorum.uris()
			.forEach((uri) -> this.nodes.add(version.connect("node-" + this.nodes.size(), uri, servers, this.loop)));
		// Whoever waits asks again so late that it gets a lock by a release that grants,
		// or
		// not in time
		RetrySettings retry = new RetrySettings(Duration.ofMinutes(1), 1, 0, Duration.ofMinutes(1));
		this.manager = new QuorumLockManager(this.nodes,
				new QuorumSettings(InstanceSettings.NAMESPACE, version.name(),
						QuorumSettings.majority(this.nodes.size()), leaseTime, Duration.ofSeconds(30), null,
						InstanceSettings.NODE_TIMEOUT, InstanceSettings.NODE_TIMEOUT, InstanceSettings.DRIFT, retry,
						GuardSettings.of(leaseTime)),
				ticker, this.loop.timers(), Entropy.system(), this.callbacks);
	}

	static VersionedInstance start(Version version, RedisQuorum quorum, Duration leaseTime) {
		return start(version, quorum, leaseTime, Ticker.system());
	}

	static VersionedInstance start(Version version, RedisQuorum quorum, Duration leaseTime, Ticker ticker) {
		VersionedInstance instance = new VersionedInstance(version, quorum, leaseTime, ticker);
		quorum.awaitVotes(instance.manager);
		return instance;
	}

	QuorumLockManager manager() {
		return this.manager;
	}

	@Override
	public void close() {
		this.manager.close();
		this.loop.close();
		this.callbacks.shutdown();
	}

}
