package io.quorumlock.integration;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.quorumlock.election.LeadershipState;
import io.quorumlock.testing.Await;
import io.quorumlock.testing.RedisQuorum;
import io.quorumlock.testing.RedisServer;

/**
 * Some nodes, and three instances in JVMs of their own that campaign for one role.
 */
final class FailoverCrew implements AutoCloseable {

	private static final int CONTENDERS = 3;

	private static final String ROLE_NAME = "@role/" + ChildCommands.ROLE;

	private final RedisQuorum quorum;

	private final List<Keyspace> keyspaces;

	private final Path directory;

	/** All that ever campaigned, dead or alive. */
	private final List<Contender> everybody = new ArrayList<>();

	private final List<Contender> contenders = new ArrayList<>();

	private Contender spare;

	FailoverCrew(int nodes, Path directory) {
		this.quorum = RedisQuorum.start(nodes);
		this.keyspaces = this.quorum.servers().stream().map(Keyspace::of).toList();
		this.directory = directory;
		List<Contender> launched = new ArrayList<>();
		for (int i = 0; i < CONTENDERS; i++) {
			launched.add(launch());
		}
		this.spare = launch();
		if (isOwned()) {
			throw new AssertionError("Nobody campaigns yet, so a vacancy could not be seen later either");
		}
		launched.forEach(this::join);
	}

	// A new name each time, as the others remember those that died for a while
	private Contender launch() {
		Contender contender = new Contender("instance-" + (this.everybody.size() + 1), this.directory);
		this.everybody.add(contender);
		return contender;
	}

	private void join(Contender contender) {
		contender.join(this.quorum);
		this.contenders.add(contender);
	}

	/**
	 * Lets an instance that was stopped campaign again.
	 */
	void rejoin(Contender contender) {
		contender.join(this.quorum);
	}

	/**
	 * Puts another JVM, which runs already, in the place of one that was killed.
	 */
	void replace(Contender dead) {
		this.contenders.remove(dead);
		join(this.spare);
		this.spare = launch();
	}

	/**
	 * Waits until one leads and its gate is noted, the others follow it, and all know
	 * each other and vote on all nodes.
	 * @return the leader
	 */
	Contender settle() {
		Await.until("one leads and the others follow", Duration.ofSeconds(20), this::isSettled);
		return leader();
	}

	private boolean isSettled() {
		Map<String, Standing> standings = this.contenders.stream()
			.collect(Collectors.toMap(Contender::id, Contender::standing));
		Set<String> leaders = standings.values().stream().map(Standing::leader).collect(Collectors.toSet());
		return leaders.size() == 1 && standings.entrySet()
			.stream()
			.allMatch((each) -> isSettled(each.getValue(), leaders.contains(each.getKey()), standings.keySet()));
	}

	private boolean isSettled(Standing standing, boolean leads, Set<String> all) {
		return standing.term() == lastTerm(leader().gates())
				&& standing.state() == (leads ? LeadershipState.LEADING : LeadershipState.STANDBY)
				&& standing.voting() == this.keyspaces.size() && standing.candidates().containsAll(all);
	}

	private Contender leader() {
		return this.contenders.stream().max(Comparator.comparingLong((each) -> lastTerm(each.gates()))).orElseThrow();
	}

	private static long lastTerm(List<Gate> gates) {
		return gates.isEmpty() ? 0 : gates.get(gates.size() - 1).term();
	}

	/**
	 * Those that do not lead, another one first in each round.
	 */
	List<Contender> followers(Contender leader, int round) {
		List<Contender> followers = new ArrayList<>(this.contenders);
		followers.remove(leader);
		return (round % 2 == 0) ? followers : List.of(followers.get(1), followers.get(0));
	}

	/**
	 * Waits for the gate that opens next after another one.
	 */
	Gate after(Gate former) {
		Await.until("somebody leads after " + former, () -> !laterThan(former).isEmpty());
		return laterThan(former).stream().min(Comparator.comparingLong(Gate::term)).orElseThrow();
	}

	List<Gate> laterThan(Gate former) {
		return gates().stream().filter((gate) -> gate.term() > former.term()).toList();
	}

	/**
	 * All gates that ever were open.
	 */
	List<Gate> gates() {
		return this.everybody.stream().map(Contender::gates).flatMap(List::stream).toList();
	}

	/**
	 * When the role will be free on a majority of the nodes, unless its lease is renewed.
	 */
	long freeAt() {
		return this.keyspaces.stream()
			.map((keyspace) -> System.nanoTime() + Duration.ofMillis(keyspace.remainingMillis(ROLE_NAME)).toNanos())
			.sorted()
			.skip(this.keyspaces.size() / 2)
			.findFirst()
			.orElseThrow();
	}

	/**
	 * Whether somebody has the role on a majority of the nodes.
	 */
	boolean isOwned() {
		return this.keyspaces.stream()
			.filter((keyspace) -> keyspace.remainingMillis(ROLE_NAME) > 0)
			.count() > this.keyspaces.size() / 2;
	}

	/**
	 * Whether the lease of a term rests on all nodes, not only on a majority.
	 */
	boolean restsOnAll(Gate gate) {
		String token = Long.toString(gate.term());
		return this.keyspaces.stream().allMatch((keyspace) -> token.equals(keyspace.token(ROLE_NAME)));
	}

	/**
	 * Some of the nodes, others in each round.
	 */
	List<RedisServer> servers(int count, int round) {
		int size = this.quorum.servers().size();
		List<RedisServer> servers = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			servers.add(this.quorum.server((round + i) % size));
		}
		return servers;
	}

	int majority() {
		return this.keyspaces.size() / 2 + 1;
	}

	/**
	 * The typical time of a node for a question and its answer.
	 */
	Duration roundTrip() {
		List<Long> samples = new ArrayList<>();
		for (int i = 0; i < 200; i++) {
			this.keyspaces.forEach((keyspace) -> samples.add(keyspace.roundTripNanos()));
		}
		return Duration.ofNanos(samples.stream().sorted().skip(samples.size() / 2).findFirst().orElseThrow());
	}

	@Override
	public void close() {
		this.contenders.forEach(Contender::close);
		this.spare.close();
		this.keyspaces.forEach(Keyspace::close);
		this.quorum.close();
	}

}
