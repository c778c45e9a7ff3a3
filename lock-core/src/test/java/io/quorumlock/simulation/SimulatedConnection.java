package io.quorumlock.simulation;

import java.util.List;
import java.util.function.Consumer;

import io.quorumlock.node.Answer;
import io.quorumlock.node.Batch;
import io.quorumlock.node.LeaseNode;
import io.quorumlock.node.Operation;

/**
 * One client's way to one node: messages take their time, in both directions, and may be
 * lost; what was sent first on a connection arrives first.
 */
public final class SimulatedConnection implements LeaseNode {

	private final String name;

	private final World world;

	private final SimulatedProcess client;

	private final SimulatedHost host;

	private final Weather weather;

	private long connection = 1;

	private boolean cut;

	private long lastArrival;

	private long lastReply;

	/**
	 * A connection.
	 * @param name the name of the node
	 * @param world the world it is in
	 * @param client the process on this side
	 * @param host the node on the other
	 * @param weather what happens to messages
	 */
	public SimulatedConnection(String name, World world, SimulatedProcess client, SimulatedHost host, Weather weather) {
		this.name = name;
		this.world = world;
		this.client = client;
		this.host = host;
		this.weather = weather;
	}

	/**
	 * Cuts the connection, or mends it.
	 * @param cut whether nothing gets through
	 */
	public void cut(boolean cut) {
		this.cut = cut;
	}

	@Override
	public String name() {
		return this.name;
	}

	/**
	 * Starts over, as after a reset: what is under way may still arrive, later than it
	 * was sent.
	 */
	public void reconnect() {
		this.connection++;
		this.lastArrival = 0;
		this.lastReply = 0;
	}

	@Override
	public void submit(List<Operation> operations, Consumer<Batch> result) {
		List<Operation> sent = List.copyOf(operations);
		long number = this.connection;
		if (this.cut || this.weather.loses(true)) {
			note("lost on the way to %s from %s: %s", operations);
			return;
		}
		this.lastArrival = Math.max(this.lastArrival, this.world.now() + this.weather.delayNanos());
		int copies = this.weather.duplicates() ? 2 : 1;
		for (int copy = 0; copy < copies; copy++) {
			this.world.schedule(this.lastArrival - this.world.now(),
					() -> this.host.receive(() -> arrive(sent, number, result)));
		}
	}

	private void arrive(List<Operation> operations, long number, Consumer<Batch> result) {
		List<Answer> answers = this.host.node().run(operations, number);
		note("%s runs for %s: %s", operations);
		if (number != this.connection || this.weather.loses(false)) {
			note("lost from %s to %s: %s", answers);
			return;
		}
		note("%s answers %s: %s", answers);
		this.lastReply = Math.max(this.lastReply, this.world.now() + this.weather.delayNanos());
		this.world.schedule(this.lastReply - this.world.now(),
				() -> this.client.deliver(() -> result.accept(new Batch.Answered(answers))));
	}

	private void note(String format, Object message) {
		if (this.world.isTraced()) {
			this.world.note(format, this.name, this.client, message);
		}
	}

}
