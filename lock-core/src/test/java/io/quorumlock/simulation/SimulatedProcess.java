package io.quorumlock.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

import io.quorumlock.time.Entropy;
import io.quorumlock.time.Timers;

/**
 * A client's process: its one thread, its clocks and its randomness. It may pause, as
 * under a long garbage collection, and it may die.
 */
public final class SimulatedProcess implements Timers, Entropy, Executor {

	private final World world;

	private final SimulatedClock clock;

	private final List<Runnable> heldTasks = new ArrayList<>();

	private final List<Runnable> heldMessages = new ArrayList<>();

	private boolean paused;

	private boolean dead;

	/**
	 * A process that runs.
	 * @param world the world it is in
	 * @param clock its clocks
	 */
	public SimulatedProcess(World world, SimulatedClock clock) {
		this.world = world;
		this.clock = clock;
	}

	/**
	 * Its clocks.
	 * @return the clocks
	 */
	public SimulatedClock clock() {
		return this.clock;
	}

	/** Holds up everything until {@link #resume()}. */
	public void pause() {
		this.paused = true;
	}

	/** Goes on with what was held up: messages first or timers first, as it happens. */
	public void resume() {
		this.paused = false;
		boolean messagesFirst = this.world.random().nextBoolean();
		List<Runnable> due = new ArrayList<>(messagesFirst ? this.heldMessages : this.heldTasks);
		due.addAll(messagesFirst ? this.heldTasks : this.heldMessages);
		this.heldTasks.clear();
		this.heldMessages.clear();
		due.forEach(this::run);
	}

	/** Ends the process at once. */
	public void kill() {
		this.dead = true;
		this.heldTasks.clear();
		this.heldMessages.clear();
	}

	/**
	 * Whether the process can act now.
	 * @return {@code true} unless it is paused or dead
	 */
	public boolean isRunning() {
		return !this.paused && !this.dead;
	}

	/**
	 * Whether the process has ended.
	 * @return {@code true} if so
	 */
	public boolean isDead() {
		return this.dead;
	}

	/**
	 * Runs something in this process, later if it is paused, never if it is dead.
	 * @param task what to run
	 */
	public void run(Runnable task) {
		run(task, this.heldTasks);
	}

	/**
	 * Lets a message in, under the same conditions.
	 * @param message what to do with it
	 */
	public void deliver(Runnable message) {
		run(message, this.heldMessages);
	}

	private void run(Runnable task, List<Runnable> held) {
		if (this.paused) {
			held.add(task);
		}
		else if (!this.dead) {
			task.run();
		}
	}

	@Override
	public void execute(Runnable task) {
		this.world.schedule(0, () -> run(task));
	}

	@Override
	public Timer schedule(long delayNanos, Runnable task) {
		boolean[] cancelled = { false };
		World.Event event = this.world.schedule(this.clock.trueNanos(Math.max(0, delayNanos)), () -> run(() -> {
			if (!cancelled[0]) {
				task.run();
			}
		}));
		return () -> {
			cancelled[0] = true;
			event.cancel();
		};
	}

	@Override
	public boolean inThread() {
		return true;
	}

	@Override
	public String id() {
		return Long.toHexString(this.world.random().nextLong()) + Long.toHexString(this.world.random().nextLong());
	}

	@Override
	public double fraction() {
		return this.world.random().nextDouble();
	}

}
