package io.quorumlock.spring.actuate;

import java.time.Duration;

import io.quorumlock.election.CommandResult;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/**
 * {@link EndpointWebExtension @EndpointWebExtension} that gives the outcome of a command
 * as the status of the response, too.
 */
@EndpointWebExtension(endpoint = LeadershipEndpoint.class)
public class LeadershipEndpointWebExtension {

	private final LeadershipEndpoint delegate;

	/**
	 * A new extension.
	 * @param delegate the endpoint
	 */
	public LeadershipEndpointWebExtension(LeadershipEndpoint delegate) {
		this.delegate = delegate;
	}

	/**
	 * Does something to a role.
	 * @param role its name
	 * @param action {@code stepDown}, {@code transfer}, {@code pause} or {@code resume}
	 * @param to who is to lead after a transfer
	 * @param expectedTerm the term that is meant to end
	 * @param cooldown how long the leader stands back
	 * @param drainTimeout how long to wait for its work
	 * @return what became of it
	 */
	@WriteOperation
	public WebEndpointResponse<CommandOutcome> command(@Selector String role, @Nullable String action,
			@Nullable String to, @Nullable Long expectedTerm, @Nullable Duration cooldown,
			@Nullable Duration drainTimeout) {
		CommandOutcome outcome = this.delegate.command(role, action, to, expectedTerm, cooldown, drainTimeout);
		return new WebEndpointResponse<>(outcome, status(outcome.result()));
	}

	private static int status(String result) {
		return switch (result) {
			case CommandOutcome.UNKNOWN_ROLE -> WebEndpointResponse.STATUS_NOT_FOUND;
			case CommandOutcome.INVALID -> WebEndpointResponse.STATUS_BAD_REQUEST;
			case CommandOutcome.NO_ANSWER -> WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE;
			default -> status(CommandResult.valueOf(result));
		};
	}

	private static int status(CommandResult result) {
		return switch (result) {
			case DONE -> WebEndpointResponse.STATUS_OK;
			case FORWARDED -> 202;
			// The role is known, but is not in a state in which this could be done
			case WRONG_TERM, NO_LEADER, NOT_CAMPAIGNING -> 409;
			case UNKNOWN_CANDIDATE -> 422;
		};
	}

}
