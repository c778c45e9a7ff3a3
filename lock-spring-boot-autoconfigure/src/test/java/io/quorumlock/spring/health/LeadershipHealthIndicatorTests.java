package io.quorumlock.spring.health;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.quorumlock.election.Leader;
import io.quorumlock.election.LeadershipState;
import io.quorumlock.election.PauseReason;
import io.quorumlock.election.RoleSettings;
import io.quorumlock.election.RoleStatus;
import io.quorumlock.spring.fake.FakeLeaderElection;
import org.junit.jupiter.api.Test;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LeadershipHealthIndicator}.
 */
class LeadershipHealthIndicatorTests {

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private final FakeLeaderElection election = new FakeLeaderElection();

	private Duration drainTimeout = Duration.ofSeconds(20);

	@Test
	void showsStateAndLeaderOfEachRole() {
		status(LeadershipState.LEADING, true, Set.of(), Duration.ZERO);
		Health health = health("reports");
		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails()).isEqualTo(Map.of("instanceId", "this", "roles",
				Map.of("reports", Map.of("status", "UP", "state", "LEADING", "leader", "that"))));
	}

	@Test
	void upWithoutRoles() {
		assertThat(health().getStatus()).isEqualTo(Status.UP);
	}

	@Test
	void downIfListenersHangForOverAMinute() {
		status(LeadershipState.LOST, true, Set.of(), MINUTE);
		assertThat(health("reports").getStatus()).isEqualTo(Status.UP);
		status(LeadershipState.LOST, true, Set.of(), MINUTE.plusMillis(1));
		assertThat(health("reports").getStatus()).isEqualTo(Status.DOWN);
		assertThat(health("reports").getDetails().toString()).contains("status=DOWN", "busy with one event for 60 s");
		// Also for a role that this application campaigns for by itself
		assertThat(health().getStatus()).isEqualTo(Status.DOWN);
	}

	@Test
	void listenersMayTakeAsLongAsADrain() {
		this.drainTimeout = MINUTE.multipliedBy(2);
		status(LeadershipState.DRAINING, true, Set.of(), this.drainTimeout);
		assertThat(health("reports").getStatus()).isEqualTo(Status.UP);
		status(LeadershipState.DRAINING, true, Set.of(), this.drainTimeout.plusMillis(1));
		assertThat(health("reports").getStatus()).isEqualTo(Status.DOWN);
	}

	@Test
	void downIfACampaignHasEndedThatShouldGoOn() {
		status(LeadershipState.STANDBY, false, Set.of(), Duration.ZERO);
		assertThat(health("reports").getStatus()).isEqualTo(Status.DOWN);
		assertThat(health("reports").getDetails().toString()).contains("The campaign has ended");
		assertThat(health().getStatus()).isEqualTo(Status.UP);
	}

	@Test
	void upIfACampaignIsPaused() {
		status(LeadershipState.STANDBY, false, Set.of(PauseReason.OPERATOR), Duration.ZERO);
		assertThat(health("reports").getStatus()).isEqualTo(Status.UP);
		assertThat(health("reports").getDetails().toString()).contains("paused=[OPERATOR]");
	}

	@Test
	void oneRoleThatIsDownIsEnough() {
		status(LeadershipState.LOST, false, Set.of(), Duration.ZERO);
		this.election.campaigns.add("working");
		assertThat(health("reports", "working").getStatus()).isEqualTo(Status.DOWN);
	}

	private void status(LeadershipState state, boolean campaigning, Set<PauseReason> paused, Duration listenersBusy) {
		this.election.campaigns.clear();
		this.election.campaigns.add("reports");
		this.election.statuses.put("reports", new RoleStatus("reports", state, campaigning, paused,
				new Leader("that", 7, Instant.EPOCH, false), Duration.ZERO, 0, List.of(), List.of(), listenersBusy));
	}

	private Health health(String... campaigns) {
		return new LeadershipHealthIndicator(this.election, () -> Set.of(campaigns),
				(role) -> RoleSettings.defaults().withDrain(this.drainTimeout, false, Duration.ZERO))
			.health();
	}

}
