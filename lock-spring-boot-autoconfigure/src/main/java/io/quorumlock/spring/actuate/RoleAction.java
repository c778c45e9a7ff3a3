package io.quorumlock.spring.actuate;

import java.time.Duration;
import java.util.Arrays;

import io.quorumlock.election.LeadershipCommand;
import io.quorumlock.election.PauseReason;
import org.jspecify.annotations.Nullable;

/**
 * What can be done to a role.
 */
enum RoleAction {

	STEP_DOWN("stepDown") {

		@Override
		LeadershipCommand command(Arguments arguments) {
			return new LeadershipCommand.StepDown(arguments.expectedTerm(), arguments.cooldown(),
					arguments.drainTimeout());
		}

	},

	TRANSFER("transfer") {

		@Override
		LeadershipCommand command(Arguments arguments) {
			String to = arguments.to();
			if (to == null || to.isBlank()) {
				throw new IllegalArgumentException("transfer needs 'to', the id of the instance that is to lead");
			}
			return new LeadershipCommand.Transfer(to, arguments.expectedTerm(), arguments.drainTimeout());
		}

	},

	PAUSE("pause") {

		@Override
		LeadershipCommand command(Arguments arguments) {
			return new LeadershipCommand.Pause(PauseReason.OPERATOR);
		}

	},

	RESUME("resume") {

		@Override
		LeadershipCommand command(Arguments arguments) {
			return new LeadershipCommand.Resume(PauseReason.OPERATOR);
		}

	};

	private final String name;

	RoleAction(String name) {
		this.name = name;
	}

	/**
	 * The action of a name.
	 * @param name the name
	 * @return the action
	 * @throws IllegalArgumentException if there is none
	 */
	static RoleAction of(@Nullable String name) {
		for (RoleAction action : values()) {
			if (action.name.equals(name)) {
				return action;
			}
		}
		throw new IllegalArgumentException(
				"'action' must be one of " + Arrays.stream(values()).map((action) -> action.name).toList());
	}

	/**
	 * The command to give.
	 * @param arguments what was said besides the action
	 * @return the command
	 * @throws IllegalArgumentException if something is missing or out of range
	 */
	abstract LeadershipCommand command(Arguments arguments);

	/**
	 * What can be said besides the action.
	 *
	 * @param to who is to lead
	 * @param expectedTerm the term that is meant to end
	 * @param cooldown how long the leader stands back
	 * @param drainTimeout how long to wait for its work
	 */
	record Arguments(@Nullable String to, @Nullable Long expectedTerm, @Nullable Duration cooldown,
			@Nullable Duration drainTimeout) {

	}

}
