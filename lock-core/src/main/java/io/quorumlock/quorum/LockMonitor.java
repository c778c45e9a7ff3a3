package io.quorumlock.quorum;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import io.quorumlock.FencingToken;
import io.quorumlock.LockName;
import io.quorumlock.LockStatus;
import io.quorumlock.NodeSighting;
import io.quorumlock.NodeSighting.State;
import io.quorumlock.NodeStatistics;
import io.quorumlock.event.LockListener;
import io.quorumlock.node.Answer;
import io.quorumlock.node.Operation;
import io.quorumlock.quorum.link.NodeLink;
import io.quorumlock.quorum.link.Outcome;

/**
 * What can be seen of an engine from outside, and done from there. Thread-safe.
 */
public final class LockMonitor {

	private final EngineContext context;

	private final LocalQueues queues;

	private final ForcedReleases forced;

	LockMonitor(EngineContext context, LocalQueues queues, ForcedReleases forced) {
		this.context = context;
		this.queues = queues;
		this.forced = forced;
	}

	/**
	 * Has somebody told from now on what happens.
	 * @param listener told on whichever thread it happens, so it must not block
	 */
	public void listen(LockListener listener) {
		this.context.events().add(listener);
	}

	/**
	 * The locks that this instance holds or wants, but for those of roles.
	 * @return what is known about each, in no order
	 */
	public List<LockStatus> locks() {
		return this.queues.status();
	}

	/**
	 * How the nodes have served this instance.
	 * @return what was counted for each, in their order
	 */
	public List<NodeStatistics> nodes() {
		List<NodeLink> links = this.context.links();
		return IntStream.range(0, links.size())
			.mapToObj((node) -> links.get(node).statistics(this.context.guard().sitsOut(node)))
			.toList();
	}

	/**
	 * Asks every node who holds a lock, and changes nothing about it.
	 * @param lock a lock with a single name
	 * @return completes on the protocol's thread with what each node says, in their
	 * order, once all have answered or not in time
	 * @throws IllegalArgumentException if the lock has several keys
	 */
	public CompletionStage<List<NodeSighting>> ask(LockName lock) {
		List<String> names = this.context.settings().fullNames(lock);
		if (names.size() != 1) {
			throw new IllegalArgumentException("Only a lock with a single name can be looked at, but not " + lock);
		}
		CompletableFuture<List<NodeSighting>> result = new CompletableFuture<>();
		this.context.run(() -> ask(names.get(0), result::complete), () -> result.cancel(false));
		return result;
	}

	private void ask(String name, Consumer<List<NodeSighting>> done) {
		List<NodeLink> links = this.context.links();
		List<CompletableFuture<NodeSighting>> sightings = new ArrayList<>();
		for (NodeLink link : links) {
			CompletableFuture<NodeSighting> sighting = new CompletableFuture<>();
			sightings.add(sighting);
			link.send(new Operation.Look(name), (outcome) -> sighting.complete(sighting(link.name(), outcome)));
		}
		CompletableFuture.allOf(sightings.toArray(new CompletableFuture<?>[0]))
			.thenRun(() -> done.accept(sightings.stream().map(CompletableFuture::join).toList()));
	}

	private static NodeSighting sighting(String node, Outcome outcome) {
		if (!(outcome instanceof Outcome.Answered answered)) {
			return NodeSighting.of(node, State.NO_ANSWER);
		}
		Answer answer = answered.answer();
		if (answer instanceof Answer.Taken taken) {
			return new NodeSighting(node, State.HELD, taken.holder(), new FencingToken(taken.token()),
					Duration.ofMillis(taken.remainingMillis()));
		}
		return NodeSighting.of(node, (answer instanceof Answer.Free) ? State.FREE
				: (answer instanceof Answer.SittingOut) ? State.SITTING_OUT : State.NO_ANSWER);
	}

	/**
	 * Takes a lock away from its holder on this instance, who is told as if the lease was
	 * lost, and gives it back.
	 * @param lock what is locked; of a lock with several keys, all or some of them
	 * @param token the holder's token, so that nobody who comes after it is hit
	 * @return completes with whether this instance held the lock under that token
	 */
	public CompletionStage<Boolean> forceRelease(LockName lock, FencingToken token) {
		CompletableFuture<Boolean> result = new CompletableFuture<>();
		this.context.run(() -> result.complete(this.forced.carryOut(lock, token)), () -> result.complete(false));
		return result;
	}

	/**
	 * Asks the instance that holds a lock, through the nodes, to take it away from its
	 * holder. A hint: nobody learns whether it arrives, or whether that instance
	 * {@linkplain #obey() obeys}.
	 * @param lock a lock with a single name
	 * @param token the holder's token, so that nobody who comes after it is hit
	 * @return completes on the protocol's thread with the public id of the instance that
	 * was asked, empty if the nodes name no other instance under that token
	 * @throws IllegalArgumentException if the lock has several keys
	 */
	public CompletionStage<Optional<String>> passOn(LockName lock, FencingToken token) {
		return this.forced.passOn(lock, token);
	}

	/**
	 * Takes locks away from now on when other instances {@linkplain #passOn pass that
	 * on}.
	 */
	public void obey() {
		this.context.run(this.forced::obey, () -> {
		});
	}

}
