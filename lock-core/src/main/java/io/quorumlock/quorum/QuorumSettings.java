package io.quorumlock.quorum;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.quorumlock.LeaseRequest;
import io.quorumlock.LockName;
import io.quorumlock.LockScope;
import org.jspecify.annotations.Nullable;

/**
 * How leases are taken, with the defaults for requests that leave something out.
 *
 * @param namespace what keeps the locks of different applications apart on the same nodes
 * @param instanceId the public id of this instance, shown to those who find a lock taken
 * @param quorum how many nodes must grant; a majority at least
 * @param leaseTime how long a grant lasts unless renewed
 * @param waitTime how long to wait for a contended lock
 * @param maxHold after which any lease is given up, {@code null} for never
 * @param nodeTimeout how long to wait for a node's answer at most
 * @param minNodeTimeout how long to wait for the answer of a node that is known to be
 * fast
 * @param drift by how much clocks may run apart
 * @param retry how long to stand back between attempts
 * @param guard how to treat a node that may have forgotten what it granted
 */
public record QuorumSettings(String namespace, String instanceId, int quorum, Duration leaseTime, Duration waitTime,
		@Nullable Duration maxHold, Duration nodeTimeout, Duration minNodeTimeout, ClockDrift drift,
		RetrySettings retry, GuardSettings guard) {

	/** More voters than this add cost, not safety. */
	public static final int MAX_NODES = 15;

	/** The longest lease time: a name outlives it on a node several times over. */
	public static final Duration MAX_LEASE_TIME = Duration.ofHours(6);

	private static final int NODE_TIMEOUTS_PER_LEASE = 6;

	/**
	 * Checks the values against each other.
	 * @throws IllegalArgumentException if one is out of range
	 */
	public QuorumSettings {
		LockName.requireLegal("namespace", namespace);
		LockName.requireLegal("instance id", instanceId);
		if (quorum < 1) {
			throw new IllegalArgumentException("The quorum must be at least 1, but was " + quorum);
		}
		if (waitTime.isNegative() || isTooLong(waitTime)) {
			throw new IllegalArgumentException("The wait time must be from zero to 365 days, but was " + waitTime);
		}
		if (maxHold != null && (maxHold.isNegative() || maxHold.isZero() || isTooLong(maxHold))) {
			throw new IllegalArgumentException(
					"The longest hold must be more than zero and at most 365 days, but was " + maxHold);
		}
		if (nodeTimeout.compareTo(Duration.ofMillis(1)) < 0 || isTooLong(nodeTimeout)) {
			throw new IllegalArgumentException(
					"The node timeout must be from 1 ms to 365 days, but was " + nodeTimeout);
		}
		if (minNodeTimeout.isNegative() || minNodeTimeout.isZero() || minNodeTimeout.compareTo(nodeTimeout) > 0) {
			throw new IllegalArgumentException(
					"The shortest node timeout must be more than zero and at most the node timeout of " + nodeTimeout
							+ ", but was " + minNodeTimeout);
		}
		requireLeaseTime(leaseTime, nodeTimeout, drift);
		requireGuarded(leaseTime, guard);
	}

	/**
	 * Settings whose shortest node timeout follows from the longest.
	 * @param namespace what keeps the locks of different applications apart
	 * @param instanceId the public id of this instance
	 * @param quorum how many nodes must grant
	 * @param leaseTime how long a grant lasts unless renewed
	 * @param waitTime how long to wait for a contended lock
	 * @param maxHold after which any lease is given up, {@code null} for never
	 * @param nodeTimeout how long to wait for a node's answer at most
	 * @param drift by how much clocks may run apart
	 * @param retry how long to stand back between attempts
	 * @param guard how to treat a node that may have forgotten what it granted
	 */
	public QuorumSettings(String namespace, String instanceId, int quorum, Duration leaseTime, Duration waitTime,
			@Nullable Duration maxHold, Duration nodeTimeout, ClockDrift drift, RetrySettings retry,
			GuardSettings guard) {
		this(namespace, instanceId, quorum, leaseTime, waitTime, maxHold, nodeTimeout, minNodeTimeout(nodeTimeout),
				drift, retry, guard);
	}

	/**
	 * Settings whose restart guard is as long as the lease time.
	 * @param namespace what keeps the locks of different applications apart
	 * @param instanceId the public id of this instance
	 * @param quorum how many nodes must grant
	 * @param leaseTime how long a grant lasts unless renewed
	 * @param waitTime how long to wait for a contended lock
	 * @param maxHold after which any lease is given up, {@code null} for never
	 * @param nodeTimeout how long to wait for a node's answer
	 * @param drift by how much clocks may run apart
	 * @param retry how long to stand back between attempts
	 */
	public QuorumSettings(String namespace, String instanceId, int quorum, Duration leaseTime, Duration waitTime,
			@Nullable Duration maxHold, Duration nodeTimeout, ClockDrift drift, RetrySettings retry) {
		this(namespace, instanceId, quorum, leaseTime, waitTime, maxHold, nodeTimeout, drift, retry,
				GuardSettings.of(leaseTime));
	}

	/**
	 * Settings with the defaults of the properties.
	 * @param namespace the namespace
	 * @param instanceId the public id of this instance
	 * @param quorum how many nodes must grant
	 * @return the settings
	 */
	public static QuorumSettings defaults(String namespace, String instanceId, int quorum) {
		return new QuorumSettings(namespace, instanceId, quorum, Duration.ofSeconds(30), Duration.ofSeconds(5), null,
				Duration.ofMillis(50), new ClockDrift(0.01, Duration.ofMillis(2)), RetrySettings.DEFAULTS);
	}

	/**
	 * The shortest node timeout unless another is configured: a fifth of the longest.
	 * @param nodeTimeout how long to wait for a node's answer at most
	 * @return how long to wait for a node that is known to be fast
	 */
	public static Duration minNodeTimeout(Duration nodeTimeout) {
		return nodeTimeout.dividedBy(5);
	}

	/**
	 * The smallest quorum that any two of which share a node.
	 * @param nodes how many nodes there are
	 * @return more than half of them
	 */
	public static int majority(int nodes) {
		return nodes / 2 + 1;
	}

	/**
	 * The shortest lease time: a renewal, tried at a third of it, can fail once and be
	 * repeated.
	 * @param nodeTimeout how long to wait for a node's answer
	 * @param drift by how much clocks may run apart
	 * @return several times the node timeout
	 */
	public static Duration shortestLeaseTime(Duration nodeTimeout, ClockDrift drift) {
		return nodeTimeout.multipliedBy(NODE_TIMEOUTS_PER_LEASE).plus(drift.fixed().multipliedBy(2));
	}

	/**
	 * A lock as the nodes know it, one name for each key: neither the namespace, which is
	 * empty for a global lock, nor the name has a {@code /}, so the key may.
	 */
	List<String> fullNames(LockName lock) {
		String name = ((lock.scope() == LockScope.GLOBAL) ? "" : this.namespace) + "/" + lock.name();
		return lock.keys().isEmpty() ? List.of(name) : lock.keys().stream().map((key) -> name + "/" + key).toList();
	}

	/**
	 * How long a grant lasts unless renewed. Where the request does not say, not longer
	 * than it may be held at all: who may hold a lock for two seconds should not bar it
	 * for thirty by dying.
	 * @throws IllegalArgumentException if the request says what is out of range
	 */
	Duration leaseTime(LeaseRequest request) {
		if (request.leaseTime() != null) {
			requireLeaseTime(request.leaseTime());
			return request.leaseTime();
		}
		Duration hold = maxHold(request);
		if (hold == null || hold.compareTo(this.leaseTime) >= 0) {
			return this.leaseTime;
		}
		Duration shortest = shortestLeaseTime(this.nodeTimeout, this.drift);
		// The nodes count whole milliseconds, and each lease time has sessions of its own
		return (hold.compareTo(shortest) > 0) ? hold.truncatedTo(ChronoUnit.MILLIS) : shortest;
	}

	/**
	 * After which a lease is given up, {@code null} for never.
	 */
	@Nullable Duration maxHold(LeaseRequest request) {
		return (request.maxHold() != null) ? request.maxHold() : this.maxHold;
	}

	/**
	 * Refuses a lease time that could not be renewed in time, or that outlasts what the
	 * nodes remember or the restart guard.
	 * @param leaseTime the lease time of a request
	 * @throws IllegalArgumentException if it is too short or too long
	 */
	public void requireLeaseTime(Duration leaseTime) {
		requireLeaseTime(leaseTime, this.nodeTimeout, this.drift);
		requireGuarded(leaseTime, this.guard);
	}

	/**
	 * Refuses nodes of which the quorum is no majority.
	 * @param nodes the names of the nodes
	 * @throws IllegalArgumentException if the quorum is below the majority or above the
	 * number of nodes, or if two nodes share a name
	 */
	void requireVoters(List<String> nodes) {
		if (nodes.isEmpty() || nodes.size() > MAX_NODES) {
			throw new IllegalArgumentException("There must be 1 to " + MAX_NODES + " nodes, but were " + nodes.size());
		}
		int majority = majority(nodes.size());
		if (this.quorum < majority || this.quorum > nodes.size()) {
			throw new IllegalArgumentException("The quorum of " + nodes.size() + " nodes must be from " + majority
					+ " (a majority) to " + nodes.size() + ", but was " + this.quorum);
		}
		Set<String> names = new HashSet<>();
		for (String node : nodes) {
			if (!names.add(node)) {
				throw new IllegalArgumentException("Two nodes are named '" + node + "'");
			}
		}
	}

	private static boolean isTooLong(Duration value) {
		return value.compareTo(LeaseRequest.MAX_DURATION) > 0;
	}

	private static void requireGuarded(Duration leaseTime, GuardSettings guard) {
		if (!guard.isOff() && leaseTime.compareTo(guard.duration()) > 0) {
			throw new IllegalArgumentException(
					"The lease time must not be longer than the restart guard of " + guard.duration()
							+ ", or a node that lost its data could vote against a lease that is still held; "
							+ "it was " + leaseTime + ". Set the restart guard to the longest lease time in use");
		}
	}

	private static void requireLeaseTime(Duration leaseTime, Duration nodeTimeout, ClockDrift drift) {
		Duration shortest = shortestLeaseTime(nodeTimeout, drift);
		if (leaseTime.compareTo(shortest) < 0 || leaseTime.compareTo(MAX_LEASE_TIME) > 0) {
			throw new IllegalArgumentException("The lease time must be from " + shortest + " ("
					+ NODE_TIMEOUTS_PER_LEASE + " node timeouts, so that a renewal can fail once) to " + MAX_LEASE_TIME
					+ ", but was " + leaseTime);
		}
	}

}
