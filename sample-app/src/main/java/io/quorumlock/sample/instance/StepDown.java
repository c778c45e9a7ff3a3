package io.quorumlock.sample.instance;

import io.quorumlock.election.LeaderElection;
import io.quorumlock.election.Leadership;
import io.quorumlock.election.LeadershipCommand;

import org.springframework.stereotype.Component;

/**
 * Gives up what this instance leads when the control room says so.
 */
@Component
class StepDown {

	StepDown(Commands commands, LeaderElection election) {
		commands.on(Commands.STEP_DOWN,
				() -> election.roles()
					.stream()
					.map(election::leadership)
					.filter(Leadership::isLeader)
					.forEach((leadership) -> leadership.command(LeadershipCommand.StepDown.now())));
	}

}
