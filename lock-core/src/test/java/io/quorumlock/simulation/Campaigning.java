package io.quorumlock.simulation;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

import io.quorumlock.election.Leader;
import io.quorumlock.election.Leadership;
import io.quorumlock.election.LeadershipCommand;
import io.quorumlock.election.LeadershipCommand.Pause;
import io.quorumlock.election.LeadershipCommand.Resume;
import io.quorumlock.election.LeadershipCommand.StepDown;
import io.quorumlock.election.LeadershipCommand.Transfer;
import io.quorumlock.election.OnGrantedFailure;
import io.quorumlock.election.PauseReason;
import io.quorumlock.election.RoleSettings;

/**
 * By chance: how to campaign, what to ask for, and how long things take.
 */
final class Campaigning {

	/** What a listener takes at most. */
	static final Duration LONGEST_LISTENING = Duration.ofSeconds(2);

	/** How long a leader waits for its work at most, and how long it then stands back. */
	static final Duration LONGEST_DRAIN = Duration.ofSeconds(1);

	private static final List<PauseReason> REASONS = List.of(PauseReason.values());

	/** Ends all pauses. */
	static final List<LeadershipCommand> RESUME = REASONS.stream()
		.map((reason) -> (LeadershipCommand) new Resume(reason))
		.toList();

	private static final int MILLI = 1_000_000;

	private Campaigning() {
	}

	static RoleSettings settings(SplittableRandom random) {
		int drain = (int) LONGEST_DRAIN.toMillis();
		Duration longest = (random.nextInt(4) == 0) ? Duration.ofMillis(random.nextInt(500, 5000)) : null;
		return RoleSettings.defaults()
			.withLease(null, Duration.ofMillis(500))
			.withDrain(millis(random, drain), random.nextInt(4) == 0, millis(random, drain))
			.withPreference(random.nextInt(4) / 3, millis(random, 2000), longest, Duration.ofMillis(50))
			.withStart(random.nextInt(3) == 0,
					random.nextBoolean() ? OnGrantedFailure.LOG : OnGrantedFailure.STEP_DOWN);
	}

	static LeadershipCommand command(SplittableRandom random, Leadership leadership, List<SimulatedRole> all) {
		Long term = leadership.leader().map(Leader::term).orElse(1L);
		Duration drain = random.nextBoolean() ? null : millis(random, 300);
		String other = all.get(random.nextInt(all.size())).process().toString();
		return switch (random.nextInt(6)) {
			case 0 -> StepDown.now();
			case 1 -> new StepDown(term - random.nextInt(2), Duration.ZERO, drain);
			case 2 -> new Transfer(other, term - random.nextInt(2), drain);
			case 3, 4 -> Transfer.to(other);
			default -> new Pause(REASONS.get(random.nextInt(REASONS.size())));
		};
	}

	/** Whether an instance that has done as it was told does not lead at that moment. */
	static boolean ends(LeadershipCommand command, String self) {
		boolean stays = command instanceof Resume
				|| (command instanceof Transfer transfer && transfer.to().equals(self));
		return !stays;
	}

	/** Now and then longer than a drain. */
	static long holdNanos(SplittableRandom random) {
		int kind = random.nextInt(10);
		return (long) random.nextInt((kind < 6) ? 50 : (kind < 9) ? 500 : 4000) * MILLI;
	}

	/** Now and then longer than a drain, too. */
	static long listenNanos(SplittableRandom random) {
		boolean slow = random.nextInt(4) == 0;
		return 1 + (long) random.nextInt(slow ? (int) LONGEST_LISTENING.toMillis() : 100) * MILLI;
	}

	private static Duration millis(SplittableRandom random, int bound) {
		return Duration.ofMillis(random.nextInt(bound));
	}

}
