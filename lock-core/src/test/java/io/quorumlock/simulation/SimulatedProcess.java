package io.quorumlock.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

import io.quorumlock.time.Entropy;
import io.quorumlock.time.Timers;
import org.jspecify.annotations.Nullable;

/**
 * A client's process: its one thread, its clocks and its randomness. It may pause, as
 * under a long garbage collection, and it may die.
 */
public final class SimulatedProcess implements Timers, Entropy, Executor {

	private final String id;

	private final World world;

	private final SimulatedClock clock;

	private final List<Runnable> heldTasks = new ArrayList<>();

	private final List<Runnable> heldMessages = new ArrayList<>();

	private Runnable afterEach = () -> {
	};

	private boolean paused;

	private boolean dead;

	/**
	 * A process that runs.
	 * @param id what people call it
	 * @param world the world it is in
	 * @param clock its clocks
	 */
	public SimulatedProcess(String id, World world, SimulatedClock clock) {
		this.id = id;
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

	/**
	 * Runs an observer whenever this process has done something.
	 * @param observer what to run
	 */
	void afterEach(Runnable observer) {
		this.afterEach = observer;
	}

	/** Holds up everything until {@link #resume()}. */
	public void pause() {
		this.world.note(() -> "%s pauses".formatted(this));
		this.paused = true;
	}

	/** Goes on with what was held up: messages first or timers first, as it happens. */
	public void resume() {
		this.world.note(() -> "%s goes on".formatted(this));
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
		this.world.note(() -> "%s dies".formatted(this));
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
			this.afterEach.run();
		}
	}

	@Override
	public void execute(Runnable task) {
		this.world.schedule(0, () -> run(task));
	}

	@Override
	public Timer schedule(long delayNanos, Runnable task) {
		Alarm alarm = new Alarm(task);
		alarm.event = this.world.schedule(this.clock.trueNanos(Math.max(0, delayNanos)), () -> run(alarm));
		return alarm;
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

	@Override
	public String toString() {
		return this.id;
	}

	/**
	 * A timer, which may be cancelled even while it is held up.
	 */
	private static final class Alarm implements Runnable, Timer {

		private final Runnable task;

		private World.@Nullable Event event;

		private boolean cancelled;

		Alarm(Runnable task) {
			this.task = task;
		}

		@Override
		public void run() {
			if (!this.cancelled) {
				this.task.run();
			}
		}

		@Override
		public void cancel() {
			this.cancelled = true;
			if (this.event != null) {
				this.event.cancel();
			}
		}

	}

}
