package io.quorumlock.spring.actuate;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.quorumlock.election.LeaderElection;
import io.quorumlock.election.LeadershipCommand;
import io.quorumlock.election.RoleStatus;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * {@link Endpoint @Endpoint} that shows the roles of this instance and, where access is
 * unrestricted, moves them.
 */
@Endpoint(id = "leadership", defaultAccess = Access.READ_ONLY)
public class LeadershipEndpoint {

	// A command is answered before what it begins has ended: this is for an election that
	// breaks its word
	private static final Duration LIMIT = Duration.ofSeconds(10);

	private final LeaderElection election;

	/**
	 * A new endpoint.
	 * @param election whose roles to show
	 */
	public LeadershipEndpoint(LeaderElection election) {
		this.election = election;
	}

	/**
	 * Shows all roles.
	 * @return what this instance knows about them
	 */
	@ReadOperation
	public LeadershipDescriptor leadership() {
		Map<String, RoleStatus> roles = new TreeMap<>();
		this.election.roles().forEach((role) -> roles.put(role, this.election.leadership(role).status()));
		return new LeadershipDescriptor(this.election.instanceId(), roles);
	}

	/**
	 * Shows one role.
	 * @param role its name
	 * @return what this instance knows about it, {@code null} if that is nothing
	 */
	@ReadOperation
	public @Nullable RoleStatus role(@Selector String role) {
		return knows(role) ? this.election.leadership(role).status() : null;
	}

	/**
	 * Does something to a role.
	 * @param role its name
	 * @param action {@code stepDown}, {@code transfer}, {@code pause} or {@code resume}
	 * @param to who is to lead after a transfer
	 * @param expectedTerm the term that is meant to end, {@code null} for whichever it is
	 * @param cooldown how long the leader stands back, {@code null} for what is
	 * configured
	 * @param drainTimeout how long to wait for its work, {@code null} for what is
	 * configured
	 * @return what became of it
	 */
	@WriteOperation
	public CommandOutcome command(@Selector String role, @Nullable String action, @Nullable String to,
			@Nullable Long expectedTerm, @Nullable Duration cooldown, @Nullable Duration drainTimeout) {
		// Asking for the view of a role would make it known
		if (!knows(role)) {
			return new CommandOutcome(CommandOutcome.UNKNOWN_ROLE, "This instance knows no role '" + role + "'");
		}
		try {
			return command(role,
					RoleAction.of(action).command(new RoleAction.Arguments(to, expectedTerm, cooldown, drainTimeout)));
		}
		catch (IllegalArgumentException ex) {
			return new CommandOutcome(CommandOutcome.INVALID, String.valueOf(ex.getMessage()));
		}
	}

	private CommandOutcome command(String role, LeadershipCommand command) {
		try {
			return CommandOutcome.of(this.election.leadership(role)
				.command(command)
				.toCompletableFuture()
				.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return noAnswer();
		}
		catch (ExecutionException | TimeoutException ex) {
			return noAnswer();
		}
	}

	private static CommandOutcome noAnswer() {
		return new CommandOutcome(CommandOutcome.NO_ANSWER, "It may still be done: look at the role again");
	}

	private boolean knows(String role) {
		return this.election.roles().contains(role);
	}

}
