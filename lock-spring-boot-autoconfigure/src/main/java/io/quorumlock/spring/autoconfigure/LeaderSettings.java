package io.quorumlock.spring.autoconfigure;

import java.time.Duration;
import java.util.Objects;

import io.quorumlock.election.RoleSettings;
import io.quorumlock.spring.autoconfigure.LockProperties.Leader;
import io.quorumlock.spring.autoconfigure.LockProperties.Role;
import org.jspecify.annotations.Nullable;

/**
 * Makes the settings of roles from the properties: of each, the one of the role, or else
 * the one for all roles.
 */
final class LeaderSettings {

	private static final String PREFIX = "lock.leader.";

	private final Leader leader;

	private final Check leaseTime;

	/**
	 * Checks the properties for all roles and for those that have some of their own.
	 * @param leader the properties
	 * @param leaseTime refuses lease times that cannot be renewed in time
	 */
	LeaderSettings(Leader leader, Check leaseTime) {
		this.leader = leader;
		this.leaseTime = leaseTime;
		of(PREFIX, Role.UNSET);
		leader.roles().forEach((role, own) -> of(PREFIX + "roles." + role + ".", own));
		stepDownWhenUnready();
	}

	RoleSettings role(String role) {
		return of(PREFIX + "roles." + role + ".", this.leader.roles().getOrDefault(role, Role.UNSET));
	}

	/**
	 * For how long readiness must have changed to matter, {@code null} if it never does.
	 */
	@Nullable Duration stepDownWhenUnready() {
		Duration value = this.leader.stepDownWhenUnready();
		return (value != null) ? PropertyRange.positive(PREFIX + "step-down-when-unready", value) : null;
	}

	private RoleSettings of(String prefix, Role own) {
		Leader all = this.leader;
		Choice choice = new Choice(prefix);
		return RoleSettings.defaults()
			.withLease(choice.optional("lease-time", own.leaseTime(), all.leaseTime(), this.leaseTime),
					choice.of("retry-interval", own.retryInterval(), all.retryInterval(), PropertyRange::positive))
			.withDrain(choice.of("drain-timeout", own.drainTimeout(), all.drainTimeout(), PropertyRange::notNegative),
					Objects.requireNonNullElse(own.releaseOnDrainTimeout(), all.releaseOnDrainTimeout()),
					choice.of("cooldown", own.cooldown(), all.cooldown(), PropertyRange::notNegative))
			.withPreference(Objects.requireNonNullElse(own.priority(), all.priority()),
					choice.of("min-tenure", own.minTenure(), all.minTenure(), PropertyRange::notNegative),
					choice.optional("max-tenure", own.maxTenure(), all.maxTenure(), PropertyRange::positive),
					choice.of("stand-back", own.standBack(), all.standBack(), PropertyRange::notNegative))
			.withStart(Objects.requireNonNullElse(own.warmUp(), all.warmUp()),
					Objects.requireNonNullElse(own.onGrantedFailure(), all.onGrantedFailure()));
	}

	/**
	 * Refuses a value that is out of range, by the name of its property.
	 */
	@FunctionalInterface
	interface Check {

		Duration apply(String property, Duration value);

	}

	/**
	 * Chooses between the value of a role and that for all roles, and checks the one
	 * chosen.
	 *
	 * @param prefix of the properties of the role
	 */
	private record Choice(String prefix) {

		Duration of(String name, @Nullable Duration own, Duration all, Check check) {
			return (own != null) ? check.apply(this.prefix + name, own) : check.apply(PREFIX + name, all);
		}

		@Nullable Duration optional(String name, @Nullable Duration own, @Nullable Duration all, Check check) {
			if (own != null) {
				return check.apply(this.prefix + name, own);
			}
			return (all != null) ? check.apply(PREFIX + name, all) : null;
		}

	}

}
