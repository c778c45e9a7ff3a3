package io.quorumlock.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.quorumlock.node.Batch;
import io.quorumlock.node.Operation;
import io.quorumlock.testing.LeaseNodeContract;

/**
 * The contract on virtual time.
 */
class SimulatedNodeContractTests extends LeaseNodeContract {

	private final World world = new World(1);

	private final SimulatedNode node = new SimulatedNode(new SimulatedClock(this.world, 1, 0), maxClockSkew(),
			fenceRetention());

	private final List<String> told = new ArrayList<>();

	SimulatedNodeContractTests() {
		this.node.subscribe((channel, text) -> {
			if (EARS.contains(channel)) {
				this.told.add(channel + " " + text);
			}
		});
	}

	@Override
	protected List<String> heard() {
		List<String> heard = List.copyOf(this.told);
		this.told.clear();
		return heard;
	}

	@Override
	protected Batch submit(List<Operation> operations) {
		return submit(1, operations);
	}

	@Override
	protected Batch submit(long connection, List<Operation> operations) {
		return new Batch.Answered(this.node.run(operations, connection));
	}

	@Override
	protected void advance(Duration duration) {
		this.world.runFor(duration.toNanos());
	}

	@Override
	protected Duration fenceRetention() {
		return Duration.ofSeconds(1);
	}

	@Override
	protected Duration maxClockSkew() {
		return Duration.ofMillis(500);
	}

	@Override
	protected void empty() {
		this.node.wipe();
	}

	@Override
	protected void restart() {
		this.node.restart();
	}

}
