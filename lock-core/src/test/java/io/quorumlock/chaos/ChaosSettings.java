package io.quorumlock.chaos;

import java.time.Duration;
import java.util.List;

import io.quorumlock.quorum.ClockDrift;
import io.quorumlock.quorum.GuardSettings;
import io.quorumlock.quorum.QuorumSettings;
import io.quorumlock.quorum.RetrySettings;
import io.quorumlock.redis.RedisNodeSettings;

/**
 * What clients and nemesis agree on: leases so short that faults outlast them.
 */
final class ChaosSettings {

	static final List<String> NAMES = List.of("orders", "stock", "billing");

	static final int CLIENTS = 3;

	/** The client that has a network of its own, if the operating system permits. */
	static final int CUT_OFF_CLIENT = 0;

	static final int WORKERS = 4;

	static final Duration LEASE_TIME = Duration.ofSeconds(1);

	static final Duration NODE_TIMEOUT = Duration.ofMillis(50);

	/** As long as the lease time. */
	static final Duration RESTART_GUARD = LEASE_TIME;

	/** No node loses data while the cluster may still count as new. */
	static final Duration BOOTSTRAP_WINDOW = Duration.ofSeconds(2);

	/** What a busy machine may add to any time. */
	static final Duration SLACK = Duration.ofMillis(500);

	private ChaosSettings() {
	}

	static QuorumSettings quorum(String client, int nodes) {
		return new QuorumSettings("chaos", client, QuorumSettings.majority(nodes), LEASE_TIME, Duration.ofSeconds(2),
				null, NODE_TIMEOUT, new ClockDrift(0.01, Duration.ofMillis(2)),
				new RetrySettings(Duration.ofMillis(5), 2, 0.5, Duration.ofMillis(100)),
				new GuardSettings(RESTART_GUARD, false, BOOTSTRAP_WINDOW));
	}

	static RedisNodeSettings node() {
		RedisNodeSettings defaults = RedisNodeSettings.defaults();
		return new RedisNodeSettings(defaults.maxClockSkew(), defaults.heldRetention(), defaults.fenceRetention(),
				Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofMillis(20), Duration.ofMillis(500));
	}

}
