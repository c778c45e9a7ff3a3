package io.quorumlock.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.quorumlock.node.Batch;
import io.quorumlock.node.Operation;
import io.quorumlock.testing.SequenceNode;

/**
 * The simulation's node as one on which a random sequence is played.
 */
public final class SimulatedSequenceNode implements SequenceNode {

	private final SimulatedNode node;

	private final List<String> heard = new ArrayList<>();

	/**
	 * An empty node.
	 * @param clock its clocks
	 * @param maxClockSkew how far a token may be ahead of its clock
	 * @param fenceRetention how long it keeps the fence of a released name
	 */
	public SimulatedSequenceNode(SimulatedClock clock, Duration maxClockSkew, Duration fenceRetention) {
		this.node = new SimulatedNode(clock, maxClockSkew, fenceRetention);
		this.node.subscribe((channel, text) -> this.heard.add(channel + ": " + text));
	}

	@Override
	public CompletionStage<Batch> submit(long connection, List<Operation> operations) {
		return CompletableFuture.completedFuture(new Batch.Answered(this.node.run(operations, connection)));
	}

	@Override
	public CompletionStage<List<String>> heard() {
		List<String> copy = List.copyOf(this.heard);
		this.heard.clear();
		return CompletableFuture.completedFuture(copy);
	}

	@Override
	public void restart() {
		this.node.restart();
	}

	@Override
	public void wipe() {
		this.node.wipe();
	}

}
