package io.quorumlock.election;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import io.quorumlock.simulation.Cluster.Client;
import io.quorumlock.simulation.SimulatedMailbox;

/**
 * An instance of the simulation that campaigns for one role and remembers what it is
 * told.
 */
final class TestCandidate {

	static final String ROLE = "reports";

	final Client client;

	final LeaderElection election;

	/** Kind and instance of each event. */
	final List<String> seen = new ArrayList<>();

	final List<LeadershipEvent> events = new ArrayList<>();

	/** What its listener does. */
	Consumer<LeadershipEvent> listener = (event) -> {
	};

	TestCandidate(Client client) {
		this(client, RoleSettings.defaults());
	}

	TestCandidate(Client client, RoleSettings settings) {
		this.client = client;
		this.election = ElectionAccess.election(client.manager().engine(), (role) -> settings, this::onEvent,
				(role) -> new SimulatedMailbox(client.process()));
	}

	String id() {
		return this.election.instanceId();
	}

	Leadership campaign() {
		return this.election.campaign(ROLE);
	}

	Leadership leadership() {
		return this.election.leadership(ROLE);
	}

	boolean leads() {
		return leadership().isLeader();
	}

	CommandResult command(LeadershipCommand command, Runnable passTime) {
		CompletionStage<CommandResult> stage = leadership().command(command);
		passTime.run();
		return stage.toCompletableFuture().join();
	}

	<T extends LeadershipEvent> T last(Class<T> type) {
		return this.events.stream().filter(type::isInstance).map(type::cast).reduce((a, b) -> b).orElseThrow();
	}

	private void onEvent(LeadershipEvent event) {
		this.events.add(event);
		this.seen.add(kind(event) + " " + event.instanceId());
		this.listener.accept(event);
	}

	private static String kind(LeadershipEvent event) {
		return (event instanceof LeaderChanged) ? "leader"
				: event.getClass().getSimpleName().substring("Leadership".length()).toLowerCase(Locale.ROOT);
	}

}
