package io.quorumlock.spring.leader;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

import io.quorumlock.election.RoleSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns of settings of roles that will not do what they were written for.
 */
public final class RoleCheck {

	private static final Logger logger = LoggerFactory.getLogger(RoleCheck.class);

	private final Function<String, RoleSettings> settings;

	private final Set<String> configured;

	private final Duration phaseTimeout;

	/**
	 * A new check.
	 * @param settings the settings of a role
	 * @param configured the roles that have settings of their own
	 * @param phaseTimeout how long the application waits for a phase of its shutdown
	 */
	public RoleCheck(Function<String, RoleSettings> settings, Set<String> configured, Duration phaseTimeout) {
		this.settings = settings;
		this.configured = Set.copyOf(configured);
		this.phaseTimeout = phaseTimeout;
	}

	/**
	 * Warns of what does not fit.
	 * @param roles the roles that are campaigned for
	 */
	void check(Collection<String> roles) {
		warnOfUnknown(new TreeSet<>(roles));
		roles.stream()
			.max(Comparator.comparing((role) -> this.settings.apply(role).drainTimeout()))
			.ifPresent(this::warnOfLongDrain);
	}

	private void warnOfUnknown(Set<String> roles) {
		for (String role : this.configured) {
			if (!roles.contains(role)) {
				logger.atWarn()
					.addKeyValue("role", role)
					.log("lock.leader.roles.{} is configured, but no @LeaderOnly has that role; there are {}", role,
							roles);
			}
		}
	}

	// The election itself needs a moment more, to give the leases back
	private void warnOfLongDrain(String role) {
		Duration drainTimeout = this.settings.apply(role).drainTimeout();
		if (drainTimeout.compareTo(this.phaseTimeout) >= 0) {
			logger.atWarn()
				.addKeyValue("role", role)
				.log("On shutdown, work of the leader of role '{}' may take lock.leader.drain-timeout = {} ms, but "
						+ "the application goes on without it after "
						+ "spring.lifecycle.timeout-per-shutdown-phase = {} ms: lower the first or raise the second",
						role, drainTimeout.toMillis(), this.phaseTimeout.toMillis());
		}
	}

}
