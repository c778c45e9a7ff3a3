package io.quorumlock.spring.leader;

import java.time.Duration;
import java.util.List;

import io.quorumlock.election.LeadershipCommand;
import io.quorumlock.election.PauseReason;
import io.quorumlock.spring.fake.FakeLeaderElection;
import io.quorumlock.testing.ManualTimers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ReadinessWatch}.
 */
class ReadinessWatchTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final Duration ALMOST = PATIENCE.minusMillis(1);

	private static final Duration THE_REST = Duration.ofMillis(1);

	private static final String PAUSE = ": " + new LeadershipCommand.Pause(PauseReason.UNHEALTHY);

	private static final String RESUME = ": " + new LeadershipCommand.Resume(PauseReason.UNHEALTHY);

	private final FakeLeaderElection election = new FakeLeaderElection();

	private final ManualTimers timers = new ManualTimers();

	private final ReadinessWatch watch = new ReadinessWatch(this.election, PATIENCE, this.timers);

	@BeforeEach
	void start() {
		this.election.campaigns.addAll(List.of("reports", "mail"));
		this.watch.start();
		accept();
	}

	@Test
	void rolesAreGivenUpOnceTrafficWasRefusedForLong() {
		refuse();
		this.timers.advance(ALMOST);
		assertThat(this.election.commands).isEmpty();
		this.timers.advance(THE_REST);
		assertThat(this.election.commands).containsExactly("reports" + PAUSE, "mail" + PAUSE);
		this.timers.advance(PATIENCE);
		assertThat(this.election.commands).hasSize(2);
	}

	@Test
	void aShortRefusalIsNoReason() {
		refuse();
		this.timers.advance(ALMOST);
		accept();
		this.timers.advance(PATIENCE);
		assertThat(this.election.commands).isEmpty();
	}

	@Test
	void eachRefusalIsCountedAnew() {
		refuse();
		this.timers.advance(ALMOST);
		accept();
		refuse();
		this.timers.advance(ALMOST);
		assertThat(this.election.commands).isEmpty();
		this.timers.advance(THE_REST);
		assertThat(this.election.commands).hasSize(2);
	}

	@Test
	void refusalThatIsRepeatedIsNotCountedAnew() {
		refuse();
		this.timers.advance(ALMOST);
		refuse();
		this.timers.advance(THE_REST);
		assertThat(this.election.commands).hasSize(2);
	}

	@Test
	void campaignsGoOnOnceTrafficWasAcceptedForAsLong() {
		refuse();
		this.timers.advance(PATIENCE);
		this.election.commands.clear();
		accept();
		this.timers.advance(ALMOST);
		refuse();
		accept();
		this.timers.advance(ALMOST);
		assertThat(this.election.commands).isEmpty();
		this.timers.advance(THE_REST);
		assertThat(this.election.commands).containsExactly("reports" + RESUME, "mail" + RESUME);
		refuse();
		this.timers.advance(PATIENCE);
		assertThat(this.election.commands).endsWith("reports" + PAUSE, "mail" + PAUSE);
	}

	@Test
	void timerThatIsCancelledTooLateChangesNothing() {
		this.timers.cancelTooLate();
		refuse();
		this.timers.advance(ALMOST);
		accept();
		refuse();
		this.timers.advance(THE_REST);
		assertThat(this.election.commands).isEmpty();
		this.timers.advance(PATIENCE);
		assertThat(this.election.commands).hasSize(2);
	}

	@Test
	void refusalOfAnApplicationThatShutsDownIsNoReason() {
		refuse();
		this.watch.stop();
		assertThat(this.watch.isRunning()).isFalse();
		refuse();
		this.timers.advance(PATIENCE);
		assertThat(this.election.commands).isEmpty();
	}

	private void refuse() {
		publish(ReadinessState.REFUSING_TRAFFIC);
	}

	private void accept() {
		publish(ReadinessState.ACCEPTING_TRAFFIC);
	}

	private void publish(ReadinessState state) {
		this.watch.onApplicationEvent(new AvailabilityChangeEvent<>(this, state));
	}

}
