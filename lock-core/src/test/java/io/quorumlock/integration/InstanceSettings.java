package io.quorumlock.integration;

import java.time.Duration;
import java.util.List;

import io.quorumlock.election.RoleSettings;
import io.quorumlock.quorum.ClockDrift;
import io.quorumlock.quorum.GuardSettings;
import io.quorumlock.quorum.QuorumSettings;
import io.quorumlock.quorum.RetrySettings;
import io.quorumlock.testing.RedisQuorum;

/**
 * What an instance is started with, in this JVM or as the arguments of another. The times
 * are short, so that tests are, yet long enough for a busy machine with few cores.
 *
 * @param id the public id
 * @param leaseTime the lease time
 * @param nodeTimeout how long to wait for a node
 * @param uris the nodes
 */
record InstanceSettings(String id, Duration leaseTime, Duration nodeTimeout, List<String> uris) {

	static final String NAMESPACE = "it";

	static final Duration LEASE_TIME = Duration.ofMillis(1200);

	static final Duration NODE_TIMEOUT = Duration.ofMillis(150);

	static final ClockDrift DRIFT = new ClockDrift(0.01, Duration.ofMillis(2));

	static final RetrySettings RETRY = new RetrySettings(Duration.ofMillis(2), 2, 0.5, Duration.ofMillis(50));

	static final Duration ELECTION_RETRY = Duration.ofMillis(200);

	/** What a busy machine may add to any time measured. */
	static final Duration SLACK = Duration.ofMillis(300);

	static InstanceSettings of(String id, RedisQuorum quorum) {
		return new InstanceSettings(id, LEASE_TIME, NODE_TIMEOUT, quorum.uris());
	}

	InstanceSettings withLeaseTime(Duration other) {
		return new InstanceSettings(this.id, other, this.nodeTimeout, this.uris);
	}

	InstanceSettings withNodeTimeout(Duration other) {
		return new InstanceSettings(this.id, this.leaseTime, other, this.uris);
	}

	QuorumSettings quorum() {
		// A busy machine stalls for longer than its nodes have ever taken, and all of
		// them at
		// once
		return new QuorumSettings(NAMESPACE, this.id, QuorumSettings.majority(this.uris.size()), this.leaseTime,
				Duration.ofSeconds(10), null, this.nodeTimeout, this.nodeTimeout, DRIFT, RETRY,
				GuardSettings.of(this.leaseTime));
	}

	RoleSettings election() {
		return RoleSettings.defaults()
			.withLease(null, ELECTION_RETRY)
			.withDrain(Duration.ofSeconds(20), false, ELECTION_RETRY);
	}

	List<String> toArguments() {
		return List.of(this.id, Long.toString(this.leaseTime.toMillis()), Long.toString(this.nodeTimeout.toMillis()),
				String.join(",", this.uris));
	}

	static InstanceSettings fromArguments(String[] arguments) {
		return new InstanceSettings(arguments[0], Duration.ofMillis(Long.parseLong(arguments[1])),
				Duration.ofMillis(Long.parseLong(arguments[2])), List.of(arguments[3].split(",", -1)));
	}

	/**
	 * By how much a lease time is trusted less.
	 */
	static Duration drift(Duration leaseTime) {
		return Duration.ofNanos((long) (leaseTime.toNanos() * DRIFT.ratio())).plus(DRIFT.fixed());
	}

}
