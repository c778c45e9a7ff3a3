package io.quorumlock.spring.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import io.quorumlock.LockPolicyException;
import io.quorumlock.quorum.LockPolicy;
import io.quorumlock.quorum.NamePattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes the policy from the properties, and refuses other properties that it does not
 * allow.
 */
final class PolicySettings {

	private static final String PREFIX = "lock.policy.";

	private final LockProperties properties;

	PolicySettings(LockProperties properties) {
		this.properties = properties;
	}

	/**
	 * The policy.
	 * @param declared tells whether a name was declared
	 */
	LockPolicy policy(Predicate<String> declared) {
		LockProperties.Policy policy = this.properties.policy();
		Duration maxLeaseTime = policy.maxLeaseTime();
		if (maxLeaseTime != null) {
			PropertyRange.positive(PREFIX + "max-lease-time", maxLeaseTime);
			leaseTimes(maxLeaseTime);
		}
		Duration maxWaitTime = policy.maxWaitTime();
		if (maxWaitTime != null) {
			PropertyRange.notNegative(PREFIX + "max-wait-time", maxWaitTime);
			waitTimes(maxWaitTime);
		}
		LockPolicy result = new LockPolicy(maxLeaseTime, maxWaitTime, names(policy.names()),
				policy.refuseUndeclared() ? declared : null);
		this.properties.locks().keySet().forEach((name) -> requireName(name, result));
		return result;
	}

	private void leaseTimes(Duration longest) {
		LockProperties.Leader leader = this.properties.leader();
		requireAtMost("lock.lease-time", this.properties.leaseTime(), "max-lease-time", longest);
		requireAtMost("lock.leader.lease-time", leader.leaseTime(), "max-lease-time", longest);
		leader.roles()
			.forEach((role, own) -> requireAtMost("lock.leader.roles." + role + ".lease-time", own.leaseTime(),
					"max-lease-time", longest));
		this.properties.locks()
			.forEach((name, own) -> requireAtMost("lock.locks." + name + ".lease-time", own.leaseTime(),
					"max-lease-time", longest));
	}

	private void waitTimes(Duration longest) {
		requireAtMost("lock.wait-time", this.properties.waitTime(), "max-wait-time", longest);
		this.properties.locks()
			.forEach((name, own) -> requireAtMost("lock.locks." + name + ".wait-time", own.waitTime(), "max-wait-time",
					longest));
	}

	private static void requireAtMost(String property, @Nullable Duration value, String bound, Duration longest) {
		if (value != null && value.compareTo(longest) > 0) {
			String text = PropertyRange.text(longest);
			throw new InvalidLockPropertyException(property, PropertyRange.text(value),
					"'" + PREFIX + bound + "' allows " + text + " at most",
					"Set it to at most " + text + ", or raise '" + PREFIX + bound + "'");
		}
	}

	private static List<NamePattern> names(List<String> texts) {
		List<NamePattern> patterns = new ArrayList<>();
		for (String text : texts) {
			try {
				patterns.add(new NamePattern(text));
			}
			catch (IllegalArgumentException ex) {
				throw new InvalidLockPropertyException(PREFIX + "names[" + patterns.size() + "]", text,
						"no name of a lock could match it",
						"Write a name such as 'orders', or 'report-*' for all that begin so");
			}
		}
		return patterns;
	}

	private static void requireName(String name, LockPolicy policy) {
		try {
			policy.requireName(name);
		}
		catch (LockPolicyException ex) {
			throw new InvalidLockPropertyException(PREFIX + "names", policy.names(),
					"'lock.locks." + name + "' is configured for a name that it does not allow",
					"Add '" + name + "' to it, or remove 'lock.locks." + name + "'");
		}
	}

}
