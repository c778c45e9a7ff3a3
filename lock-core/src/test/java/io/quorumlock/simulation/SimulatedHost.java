package io.quorumlock.simulation;

import java.util.ArrayList;
import java.util.List;

/**
 * The machine a node runs on: it may be stopped, go on, or crash with or without its
 * data.
 */
public final class SimulatedHost {

	private final SimulatedNode node;

	private final List<Runnable> waiting = new ArrayList<>();

	private final List<SimulatedConnection> subscribers = new ArrayList<>();

	private boolean stopped;

	private boolean down;

	/**
	 * A machine that runs.
	 * @param node the node on it
	 */
	public SimulatedHost(SimulatedNode node) {
		this.node = node;
	}

	/**
	 * The node on it.
	 * @return the node
	 */
	public SimulatedNode node() {
		return this.node;
	}

	/** Takes in messages but deals with none. */
	public void stop() {
		this.stopped = true;
	}

	/** Deals with what came in meanwhile, and goes on. */
	public void go() {
		this.stopped = false;
		List<Runnable> due = List.copyOf(this.waiting);
		this.waiting.clear();
		due.forEach(Runnable::run);
	}

	/** Loses what came in and takes in nothing until {@link #restart(boolean)}. */
	public void crash() {
		this.down = true;
		this.waiting.clear();
	}

	/**
	 * Comes back after a crash.
	 * @param withData whether the node remembers
	 */
	public void restart(boolean withData) {
		this.down = false;
		this.stopped = false;
		this.node.restart();
		if (!withData) {
			this.node.wipe();
		}
		this.subscribers.forEach(SimulatedConnection::subscribeAgain);
	}

	/** From now on, a connection is told when the subscriptions are forgotten. */
	void attach(SimulatedConnection connection) {
		this.subscribers.add(connection);
	}

	/**
	 * Whether it has crashed and not come back.
	 * @return {@code true} if so
	 */
	public boolean isDown() {
		return this.down;
	}

	void receive(Runnable message) {
		if (this.stopped) {
			this.waiting.add(message);
		}
		else if (!this.down) {
			message.run();
		}
	}

}
