package io.quorumlock.simulation;

import java.util.SplittableRandom;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Virtual time: a queue of events, run in the order of their instants. The same seed
 * gives the same history.
 */
public final class World {

	private final EventQueue events = new EventQueue();

	private final SplittableRandom random;

	private final Trace trace;

	private long now;

	private long scheduled;

	private Runnable beforeEach = () -> {
	};

	/**
	 * A world at its first instant.
	 * @param seed decides all that happens by chance
	 */
	public World(long seed) {
		this(seed, Trace.OFF);
	}

	World(long seed, Trace trace) {
		this.random = new SplittableRandom(seed);
		this.trace = trace;
	}

	/**
	 * The true time.
	 * @return nanoseconds since the world began
	 */
	public long now() {
		return this.now;
	}

	/**
	 * The source of chance.
	 * @return the random numbers
	 */
	public SplittableRandom random() {
		return this.random;
	}

	/**
	 * Runs an observer before each event, when its instant has come.
	 * @param observer what to run
	 */
	void beforeEach(Runnable observer) {
		this.beforeEach = observer;
	}

	/**
	 * Notes what happens, if somebody is going to read it.
	 * @param what asked for then
	 */
	void note(Supplier<String> what) {
		this.trace.note(this.now, what);
	}

	/**
	 * Whether somebody reads the notes: where they are many, even to pass on what to note
	 * is too much.
	 */
	boolean isTraced() {
		return this.trace != Trace.OFF;
	}

	/**
	 * Schedules an event.
	 * @param delayNanos how far from now; what is negative is now
	 * @param action what happens
	 * @return the event
	 */
	public Event schedule(long delayNanos, Runnable action) {
		Event event = new Event(this.now + Math.max(0, delayNanos), this.scheduled++, action);
		this.events.add(event, this.now);
		return event;
	}

	/**
	 * Runs all events up to an instant.
	 * @param until the instant, which is the present afterwards
	 */
	public void runUntil(long until) {
		for (Event event = this.events.next(this.now, until); event != null; event = this.events.next(this.now,
				until)) {
			Runnable action = event.action;
			if (action != null) {
				this.now = event.at;
				this.beforeEach.run();
				action.run();
			}
		}
		this.now = Math.max(this.now, until);
	}

	/**
	 * Runs all events of the next while.
	 * @param nanos how long
	 */
	public void runFor(long nanos) {
		runUntil(this.now + nanos);
	}

	/**
	 * How many events have been scheduled.
	 * @return their number, with those that were cancelled
	 */
	long scheduled() {
		return this.scheduled;
	}

	/**
	 * Something that is going to happen.
	 */
	public static final class Event {

		private final long at;

		private final long order;

		private @Nullable Runnable action;

		private @Nullable Event linked;

		private Event(long at, long order, Runnable action) {
			this.at = at;
			this.order = order;
			this.action = action;
		}

		/** It is not going to happen after all. */
		public void cancel() {
			this.action = null;
		}

		boolean isCancelled() {
			return this.action == null;
		}

		long at() {
			return this.at;
		}

		boolean isBefore(Event other) {
			return this.at < other.at || (this.at == other.at && this.order < other.order);
		}

		/** For a queue to keep several events in one place. */
		void link(@Nullable Event other) {
			this.linked = other;
		}

		@Nullable Event linked() {
			return this.linked;
		}

	}

}
