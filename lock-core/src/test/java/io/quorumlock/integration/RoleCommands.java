package io.quorumlock.integration;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

import io.quorumlock.Lease;
import io.quorumlock.election.Candidate;
import io.quorumlock.election.Leader;
import io.quorumlock.election.Leadership;
import io.quorumlock.election.LeadershipCommand;
import io.quorumlock.election.RoleStatus;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link ChildInstance} that campaigns can be told to do about its role. Whatever
 * makes a leader go is answered with the time right before.
 */
final class RoleCommands implements AutoCloseable {

	private final Instance instance;

	private final Leadership leadership;

	private final GateWatch watch;

	private @Nullable Lease permit;

	RoleCommands(Instance instance, Path log) {
		this.instance = instance;
		this.leadership = instance.election().campaign(ChildCommands.ROLE);
		this.watch = GateWatch.start(this.leadership, GateLog.open(log));
	}

	String run(List<String> words) {
		return switch (words.get(0)) {
			case "standing" -> standing();
			case "enter" -> enter();
			case "leave" -> timed(() -> Objects.requireNonNull(this.permit).close());
			case "stop" -> timed(this.instance.election()::stop);
			case "step-down" -> command(LeadershipCommand.StepDown.now());
			case "transfer" -> command(LeadershipCommand.Transfer.to(words.get(1)));
			default -> "unknown command";
		};
	}

	private String standing() {
		RoleStatus status = this.leadership.status();
		Leader leader = status.leader();
		int voting = this.instance.manager().health().toCompletableFuture().join().voting();
		return new Standing(status.state(), (leader != null) ? leader.instanceId() : "",
				(leader != null) ? leader.term() : 0, voting,
				status.candidates().stream().map(Candidate::instanceId).collect(Collectors.toSet()))
			.encode();
	}

	private String enter() {
		this.permit = this.leadership.enter().orElseThrow();
		return ChildCommands.DONE;
	}

	private String command(LeadershipCommand command) {
		return timed(() -> this.leadership.command(command));
	}

	private static String timed(Runnable action) {
		long before = System.nanoTime();
		action.run();
		return Long.toString(before);
	}

	@Override
	public void close() {
		this.watch.close();
	}

}
