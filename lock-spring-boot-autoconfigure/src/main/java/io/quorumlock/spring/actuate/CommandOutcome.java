package io.quorumlock.spring.actuate;

import io.quorumlock.election.CommandResult;

/**
 * What became of a command, for people and for programs.
 *
 * @param result the name of a {@link CommandResult}, {@code INVALID} if the command makes
 * no sense, {@code UNKNOWN_ROLE} if this instance knows no such role, or
 * {@code NO_ANSWER}
 * @param message the same in words
 */
public record CommandOutcome(String result, String message) {

	static final String INVALID = "INVALID";

	static final String UNKNOWN_ROLE = "UNKNOWN_ROLE";

	static final String NO_ANSWER = "NO_ANSWER";

	static CommandOutcome of(CommandResult result) {
		return new CommandOutcome(result.name(), switch (result) {
			case DONE -> "This instance does it";
			case FORWARDED -> "Sent to the leader, which is another instance";
			case WRONG_TERM -> "Not done: another term than the expected one is led";
			case NO_LEADER -> "Not done: nobody is known to lead";
			case UNKNOWN_CANDIDATE -> "Not done: the instance that is to lead is not known to campaign for the role";
			case NOT_CAMPAIGNING -> "Not done: this instance does not campaign for the role, or no longer";
		});
	}

}
