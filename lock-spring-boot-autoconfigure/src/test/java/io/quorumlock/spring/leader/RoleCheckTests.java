package io.quorumlock.spring.leader;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.quorumlock.election.RoleSettings;
import io.quorumlock.spring.fake.Warnings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RoleCheck}.
 */
class RoleCheckTests {

	private static final Map<String, Duration> DRAINS = Map.of("reports", Duration.ofSeconds(20), "mail",
			Duration.ofSeconds(10));

	private final Warnings warnings = new Warnings(RoleCheck.class);

	@AfterEach
	void close() {
		this.warnings.close();
	}

	@Test
	void drainOfTheSlowestRoleMustEndBeforeThePhase() {
		check(Set.of(), Duration.ofMillis(20_001), "reports", "mail");
		check(Set.of(), Duration.ofSeconds(11), "mail");
		check(Set.of(), Duration.ofSeconds(11));
		assertThat(this.warnings.messages()).isEmpty();
		check(Set.of(), Duration.ofSeconds(20), "reports", "mail");
		assertThat(this.warnings.messages()).singleElement()
			.asString()
			.contains("of role 'reports'", "lock.leader.drain-timeout = 20000 ms",
					"spring.lifecycle.timeout-per-shutdown-phase = 20000 ms");
	}

	@Test
	void settingsOfARoleThatNobodyCampaignsForAreReported() {
		check(DRAINS.keySet(), Duration.ofMinutes(1), "reports");
		assertThat(this.warnings.messages()).containsExactly(
				"lock.leader.roles.mail is configured, but no @LeaderOnly has that role; there are [reports]");
	}

	private static void check(Set<String> configured, Duration phaseTimeout, String... roles) {
		new RoleCheck((role) -> RoleSettings.defaults().withDrain(DRAINS.get(role), false, Duration.ZERO), configured,
				phaseTimeout)
			.check(List.of(roles));
	}

}
