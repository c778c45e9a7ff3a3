package io.quorumlock.spring.autoconfigure;

import java.time.Duration;
import java.util.Comparator;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.quorumlock.LeaseRequest;
import io.quorumlock.LockName;
import io.quorumlock.election.RoleSettings;
import io.quorumlock.quorum.ClockDrift;
import io.quorumlock.quorum.GuardSettings;
import io.quorumlock.quorum.QuorumSettings;
import io.quorumlock.quorum.RetrySettings;
import io.quorumlock.redis.MembershipSettings;
import io.quorumlock.redis.RedisNodeSettings;
import io.quorumlock.spring.lock.LockTimes;
import org.jspecify.annotations.Nullable;

import org.springframework.core.env.Environment;

/**
 * Makes the settings of the engine from the properties, or says which property to change.
 */
public final class LockSettings {

	private static final Duration SHORTEST_FENCE_RETENTION = Duration.ofMinutes(10);

	private final LockProperties properties;

	private final Environment environment;

	/**
	 * Settings by properties.
	 * @param properties the properties
	 * @param environment the environment, which has the name of the application
	 */
	public LockSettings(LockProperties properties, Environment environment) {
		this.properties = properties;
		this.environment = environment;
	}

	/**
	 * How leases are taken.
	 * @param nodes how many nodes vote
	 * @return the settings; what is out of range fails, and says which property to change
	 */
	public QuorumSettings quorum(int nodes) {
		LockProperties properties = this.properties;
		ClockDrift drift = drift(properties.clockDrift());
		Duration nodeTimeout = nodeTimeout();
		Duration leaseTime = leaseTime("lock.lease-time", properties.leaseTime());
		Duration waitTime = PropertyRange.notNegative("lock.wait-time", properties.waitTime());
		Duration maxHold = properties.maxHold();
		if (maxHold != null) {
			PropertyRange.positive("lock.max-hold", maxHold);
		}
		return new QuorumSettings(namespace(), instanceId(), quorumOf(nodes), leaseTime, waitTime, maxHold, nodeTimeout,
				minNodeTimeout(nodeTimeout), drift, retry(properties.retry()), guard());
	}

	RedisNodeSettings nodes() {
		Duration skew = PropertyRange.positive("lock.max-clock-skew", this.properties.maxClockSkew());
		PropertyRange.atMost("lock.max-clock-skew", skew, LeaseRequest.MAX_DURATION.dividedBy(2));
		Duration fences = skew.multipliedBy(2);
		return RedisNodeSettings.defaults()
			.withFences(skew, (fences.compareTo(SHORTEST_FENCE_RETENTION) > 0) ? fences : SHORTEST_FENCE_RETENTION);
	}

	/**
	 * What to tell the other instances.
	 */
	MembershipSettings membership(QuorumSettings quorum) {
		Duration guard = quorum.guard().duration();
		Duration longest = guard.isZero() ? longestLeaseTime() : guard;
		return new MembershipSettings(quorum.namespace(), quorum.instanceId(), quorum.quorum(),
				MembershipSettings.lifetime(longest), this.properties.nodeSetConflict());
	}

	/**
	 * The times that are configured for the locks of a name.
	 */
	LockTimes times(String name) {
		LockProperties.Lock lock = this.properties.locks().get(name);
		if (lock == null) {
			return LockTimes.UNSET;
		}
		String prefix = "lock.locks." + name;
		return new LockTimes(checked(lock.leaseTime(), (value) -> leaseTime(prefix + ".lease-time", value)),
				checked(lock.waitTime(), (value) -> PropertyRange.notNegative(prefix + ".wait-time", value)),
				checked(lock.maxHold(), (value) -> PropertyRange.positive(prefix + ".max-hold", value)),
				checked(lock.minHold(), (value) -> PropertyRange.positive(prefix + ".min-hold", value)),
				checked(lock.retain(), (value) -> PropertyRange.positive(prefix + ".retain", value)));
	}

	private static @Nullable Duration checked(@Nullable Duration value, UnaryOperator<Duration> check) {
		return (value != null) ? check.apply(value) : null;
	}

	private Duration longestLeaseTime() {
		LockProperties.Leader leader = this.properties.leader();
		return Stream
			.of(Stream.of(this.properties.leaseTime()), Stream.ofNullable(leader.leaseTime()),
					leader.roles().values().stream().map(LockProperties.Role::leaseTime),
					this.properties.locks().values().stream().map(LockProperties.Lock::leaseTime))
			.flatMap(Function.identity())
			.filter(Objects::nonNull)
			.max(Comparator.naturalOrder())
			.orElseThrow();
	}

	private GuardSettings guard() {
		Duration longest = longestLeaseTime();
		Duration guard = this.properties.restartGuard();
		if (guard == null) {
			guard = longest;
		}
		PropertyRange.notNegative("lock.restart-guard", guard);
		if (!guard.isZero() && guard.compareTo(longest) < 0) {
			throw new InvalidLockPropertyException("lock.restart-guard", PropertyRange.text(guard),
					"a node that lost its data could vote against a lease of " + PropertyRange.text(longest)
							+ " that is still held",
					"Set it to at least " + PropertyRange.text(longest)
							+ ", or leave it out, or set it to 0 if your nodes never lose data");
		}
		return new GuardSettings(guard, this.properties.restartGuardStrict(),
				PropertyRange.notNegative("lock.bootstrap-window", this.properties.bootstrapWindow()));
	}

	/**
	 * How this instance campaigns for a role.
	 * @param role the role
	 * @return the settings; what is out of range fails, and says which property to change
	 */
	public RoleSettings role(String role) {
		return leader().role(role);
	}

	/**
	 * How this instance campaigns for roles, checked for all of them at once rather than
	 * when the first campaign begins.
	 */
	LeaderSettings leader() {
		return new LeaderSettings(this.properties.leader(), this::leaseTime);
	}

	private Duration nodeTimeout() {
		return PropertyRange.positive("lock.node-timeout", this.properties.nodeTimeout());
	}

	private Duration minNodeTimeout(Duration nodeTimeout) {
		Duration min = this.properties.minNodeTimeout();
		if (min == null) {
			return QuorumSettings.minNodeTimeout(nodeTimeout);
		}
		PropertyRange.positive("lock.min-node-timeout", min);
		if (min.compareTo(nodeTimeout) > 0) {
			throw new InvalidLockPropertyException("lock.min-node-timeout", PropertyRange.text(min),
					"it is longer than 'lock.node-timeout'",
					"Set it to at most " + PropertyRange.text(nodeTimeout) + ", or leave it out");
		}
		return min;
	}

	private Duration leaseTime(String property, Duration leaseTime) {
		Duration nodeTimeout = nodeTimeout();
		Duration shortest = QuorumSettings.shortestLeaseTime(nodeTimeout, drift(this.properties.clockDrift()));
		if (leaseTime.compareTo(shortest) < 0) {
			throw new InvalidLockPropertyException(property, PropertyRange.text(leaseTime),
					"with 'lock.node-timeout' at " + PropertyRange.text(nodeTimeout)
							+ " there is no time to renew a lease twice before it ends",
					"Set it to at least " + PropertyRange.text(shortest) + ", or lower 'lock.node-timeout'");
		}
		return PropertyRange.atMost(property, leaseTime, QuorumSettings.MAX_LEASE_TIME);
	}

	private int quorumOf(int nodes) {
		int majority = QuorumSettings.majority(nodes);
		Integer quorum = this.properties.quorum();
		if (quorum == null) {
			return majority;
		}
		if (quorum < majority) {
			throw new InvalidLockPropertyException("lock.quorum", quorum,
					"two instances could each win that many votes of " + nodes + " nodes",
					"Set it to at least " + majority + ", or leave it out for the majority");
		}
		if (quorum > nodes) {
			throw new InvalidLockPropertyException("lock.quorum", quorum, "there are only " + nodes + " nodes",
					"Set it to at most " + nodes + ", or add nodes to 'lock.nodes'");
		}
		return quorum;
	}

	private static ClockDrift drift(LockProperties.ClockDrift drift) {
		PropertyRange.within("lock.clock-drift.ratio", drift.ratio(), 0, 0.5);
		return new ClockDrift(drift.ratio(), PropertyRange.notNegative("lock.clock-drift.fixed", drift.fixed()));
	}

	private static RetrySettings retry(LockProperties.Retry retry) {
		Duration initial = PropertyRange.positive("lock.retry.initial-interval", retry.initialInterval());
		Duration max = PropertyRange.positive("lock.retry.max-interval", retry.maxInterval());
		if (max.compareTo(initial) < 0) {
			throw new InvalidLockPropertyException("lock.retry.max-interval", PropertyRange.text(max),
					"it is shorter than 'lock.retry.initial-interval'",
					"Set it to at least " + PropertyRange.text(initial));
		}
		PropertyRange.within("lock.retry.multiplier", retry.multiplier(), 1, 100);
		PropertyRange.within("lock.retry.jitter", retry.jitter(), 0, 1);
		return new RetrySettings(initial, retry.multiplier(), retry.jitter(), max);
	}

	private String namespace() {
		String namespace = this.properties.namespace();
		if (namespace != null) {
			return legal("lock.namespace", namespace, "Write a name such as 'shop'");
		}
		String application = this.environment.getProperty("spring.application.name");
		return (application == null || application.isBlank()) ? "application" : legal("spring.application.name",
				application, "Set 'lock.namespace' to the same name without the other characters, on all instances");
	}

	private String instanceId() {
		String id = this.properties.instanceId();
		return (id != null) ? legal("lock.instance-id", id, "Write an id such as 'shop-1', or leave it out")
				: InstanceId.generate(this.environment);
	}

	private static String legal(String property, @Nullable String value, String remedy) {
		try {
			return LockName.requireLegal("name", value);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidLockPropertyException(property, (value != null) ? value : "",
					"it must be 1 to " + LockName.MAX_NAME_LENGTH + " of the characters a-z A-Z 0-9 . _ - :", remedy);
		}
	}

}
