package io.quorumlock.spring.health;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

import io.quorumlock.election.Leader;
import io.quorumlock.election.LeaderElection;
import io.quorumlock.election.RoleSettings;
import io.quorumlock.election.RoleStatus;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * {@link HealthIndicator} for the roles of this instance: down if a campaign cannot go
 * on. Whether this instance leads does not matter.
 */
public final class LeadershipHealthIndicator extends AbstractHealthIndicator {

	private static final Duration LEAST_PATIENCE = Duration.ofMinutes(1);

	private final LeaderElection election;

	private final Supplier<Set<String>> campaigns;

	private final Function<String, RoleSettings> settings;

	/**
	 * A new indicator.
	 * @param election whose roles to look at
	 * @param campaigns the roles that should be campaigned for now
	 * @param settings the settings of a role
	 */
	public LeadershipHealthIndicator(LeaderElection election, Supplier<Set<String>> campaigns,
			Function<String, RoleSettings> settings) {
		super("Leadership health check failed");
		this.election = election;
		this.campaigns = campaigns;
		this.settings = settings;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		Set<String> campaigns = this.campaigns.get();
		Set<String> known = new TreeSet<>(this.election.roles());
		known.addAll(campaigns);
		Map<String, Object> roles = new TreeMap<>();
		builder.up().withDetail("instanceId", this.election.instanceId()).withDetail("roles", roles);
		for (String role : known) {
			RoleStatus status = this.election.leadership(role).status();
			String problem = problem(status, campaigns.contains(role));
			if (!problem.isEmpty()) {
				builder.down();
			}
			roles.put(role, details(status, problem));
		}
	}

	private String problem(RoleStatus status, boolean expected) {
		if (expected && !status.campaigning() && status.paused().isEmpty()) {
			return "The campaign has ended";
		}
		Duration drainTimeout = this.settings.apply(status.role()).drainTimeout();
		Duration patience = (drainTimeout.compareTo(LEAST_PATIENCE) > 0) ? drainTimeout : LEAST_PATIENCE;
		if (status.listenersBusy().compareTo(patience) > 0) {
			return "Listeners have been busy with one event for " + status.listenersBusy().toSeconds()
					+ " s, and the campaign waits for them";
		}
		return "";
	}

	private static Map<String, Object> details(RoleStatus status, String problem) {
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("status", (problem.isEmpty() ? Status.UP : Status.DOWN).getCode());
		details.put("state", status.state().name());
		Leader leader = status.leader();
		if (leader != null) {
			details.put("leader", leader.instanceId());
		}
		if (!status.paused().isEmpty()) {
			details.put("paused", status.paused());
		}
		if (!problem.isEmpty()) {
			details.put("detail", problem);
		}
		return details;
	}

}
