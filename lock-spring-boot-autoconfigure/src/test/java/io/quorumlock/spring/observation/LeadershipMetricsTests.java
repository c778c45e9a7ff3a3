package io.quorumlock.spring.observation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quorumlock.election.EventStamp;
import io.quorumlock.election.GrantCause;
import io.quorumlock.election.Leader;
import io.quorumlock.election.LeaderChanged;
import io.quorumlock.election.LeadershipGranted;
import io.quorumlock.election.LeadershipRevoked;
import io.quorumlock.election.LeadershipRevoking;
import io.quorumlock.election.LeadershipState;
import io.quorumlock.election.RevokeCause;
import io.quorumlock.election.RoleStatus;
import io.quorumlock.spring.fake.FakeLeaderElection;
import io.quorumlock.time.Ticker;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LeadershipMetrics}.
 */
class LeadershipMetricsTests {

	private static final Instant START = Instant.parse("2026-11-22T03:00:00Z");

	private final MeterRegistry meters = new SimpleMeterRegistry();

	private final FakeLeaderElection election = new FakeLeaderElection();

	private final LeadershipMetrics metrics = new LeadershipMetrics(this.meters, this.election, () -> Set.of("reports"),
			new Ticker() {

				@Override
				public long nanos() {
					return 0;
				}

				@Override
				public long wallMicros() {
					return TimeUnit.MILLISECONDS.toMicros(START.plusMillis(1000).toEpochMilli());
				}

			});

	@Test
	void showsTheRole() {
		this.election.statuses.put("reports", new RoleStatus("reports", LeadershipState.LEADING, true, Set.of(),
				new Leader("this", 7, START, false), Duration.ofMillis(8500), 2, List.of(), List.of(), Duration.ZERO));
		this.metrics.onEvent(new LeadershipGranted(stamp(0), null, GrantCause.EXPIRED));
		assertThat(gauge("lock.leader.status")).isEqualTo(1);
		assertThat(gauge("lock.leader.term")).isEqualTo(7);
		assertThat(gauge("lock.leader.known")).isEqualTo(1);
		assertThat(gauge("lock.leader.in.flight")).isEqualTo(2);
		assertThat(this.meters.get("lock.leader.trust").timeGauge().value(TimeUnit.SECONDS)).isEqualTo(8.5);
		assertThat(this.meters.get("lock.leader.transitions")
			.tags("role", "reports", "transition", "granted", "cause", "expired")
			.counter()
			.count()).isEqualTo(1);
		assertThat(seconds("lock.leader.event.lag")).isEqualTo(1);
		assertThat(this.meters.getMeters()).allSatisfy(LockMetricsTests::isDocumented);
	}

	@Test
	void roleThatNobodyHasEverLedIsShown() {
		this.election.statuses.put("reports", new RoleStatus("reports", LeadershipState.ACQUIRING, true, Set.of(), null,
				Duration.ZERO, 0, List.of(), List.of(), Duration.ZERO));
		this.metrics.onReady();
		assertThat(gauge("lock.leader.status")).isZero();
		assertThat(gauge("lock.leader.known")).isZero();
	}

	@Test
	void measuresAHandOver() {
		this.election.statuses.put("reports", new RoleStatus("reports", LeadershipState.STANDBY, true, Set.of(), null,
				Duration.ZERO, 0, List.of(), List.of(), Duration.ZERO));
		this.metrics.onEvent(new LeadershipRevoking(stamp(100), RevokeCause.SHUTDOWN, START, 1));
		this.metrics.onEvent(new LeadershipRevoked(stamp(400), RevokeCause.SHUTDOWN, true, 0));
		this.metrics.onEvent(new LeaderChanged(stamp(450), "this"));
		this.metrics.onEvent(new LeaderChanged(stamp(900), "that"));
		assertThat(seconds("lock.leader.drain")).isEqualTo(0.3);
		assertThat(seconds("lock.leader.handover")).isEqualTo(0.35);
		assertThat(seconds("lock.leader.vacancy")).isEqualTo(0.05);
		assertThat(this.meters.get("lock.leader.handover").timer().count()).isEqualTo(1);
		assertThat(this.meters.get("lock.leader.transitions").tag("transition", "revoked").counter().count())
			.isEqualTo(1);
		assertThat(gauge("lock.leader.known")).isZero();
	}

	private double gauge(String name) {
		return this.meters.get(name).tag("role", "reports").gauge().value();
	}

	private double seconds(String name) {
		return this.meters.get(name).tag("role", "reports").timer().totalTime(TimeUnit.SECONDS);
	}

	private static EventStamp stamp(long millis) {
		return new EventStamp("reports", 7, "this", 1, START.plusMillis(millis), () -> true);
	}

}
