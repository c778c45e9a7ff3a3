package io.quorumlock.quorum;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

import io.quorumlock.LockPolicyException;
import org.jspecify.annotations.Nullable;

/**
 * Which locks an application may take, and for how long. Roles are not subject to it.
 *
 * @param maxLeaseTime the longest lease time, {@code null} for any
 * @param maxWaitTime the longest wait, {@code null} for any
 * @param names the names that may be locked; empty for all
 * @param declared tells whether a name was declared, as others are refused then;
 * {@code null} if it does not matter. Asked by whichever thread takes a lock
 */
public record LockPolicy(@Nullable Duration maxLeaseTime, @Nullable Duration maxWaitTime, List<NamePattern> names,
		@Nullable Predicate<String> declared) {

	/** Allows all. */
	public static final LockPolicy NONE = new LockPolicy(null, null, List.of(), null);

	/**
	 * Copies the names.
	 */
	public LockPolicy {
		names = List.copyOf(names);
	}

	/**
	 * Refuses a name that is not among those that may be locked.
	 * @param name the name of a lock, without its keys
	 * @throws LockPolicyException if no pattern matches it
	 */
	public void requireName(String name) {
		if (!this.names.isEmpty() && this.names.stream().noneMatch((pattern) -> pattern.matches(name))) {
			throw new LockPolicyException(
					"lock.policy.names = " + this.names + " does not allow to lock '" + name + "'",
					"Use one of these names, or add '" + name + "' to lock.policy.names");
		}
	}

	/**
	 * Refuses a name that was not declared, if that matters.
	 * @param name the name of a lock, without its keys
	 * @throws LockPolicyException if it does
	 */
	public void requireDeclared(String name) {
		if (this.declared != null && !this.declared.test(name)) {
			throw new LockPolicyException(
					"lock.policy.refuse-undeclared does not allow to lock '" + name + "', which is declared nowhere",
					"Use the name of a @DistributedLock, or configure its times under lock.locks." + name);
		}
	}

	/**
	 * Refuses a lease time that is too long.
	 * @param leaseTime how long a grant lasts unless renewed
	 * @throws LockPolicyException if it is longer than allowed
	 */
	public void requireLeaseTime(Duration leaseTime) {
		requireAtMost("lease-time", leaseTime, this.maxLeaseTime);
	}

	/**
	 * Refuses a wait that is too long.
	 * @param waitTime how long a caller waits for a contended lock
	 * @throws LockPolicyException if it is longer than allowed
	 */
	public void requireWaitTime(Duration waitTime) {
		requireAtMost("wait-time", waitTime, this.maxWaitTime);
	}

	void require(String name, Duration leaseTime, Duration waitTime) {
		requireName(name);
		requireDeclared(name);
		requireLeaseTime(leaseTime);
		requireWaitTime(waitTime);
	}

	private static void requireAtMost(String what, Duration value, @Nullable Duration longest) {
		if (longest != null && value.compareTo(longest) > 0) {
			String property = "lock.policy.max-" + what;
			throw new LockPolicyException(
					property + " = " + longest + " does not allow a " + what.replace('-', ' ') + " of " + value,
					"Lower it, or raise " + property);
		}
	}

}
