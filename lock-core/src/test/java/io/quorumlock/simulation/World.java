package io.quorumlock.simulation;

import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * Virtual time: a queue of events, run in the order of their instants. The same seed
 * gives the same history.
 */
public final class World {

	private final PriorityQueue<Event> events = new PriorityQueue<>();

	private final SplittableRandom random;

	private long now;

	private long scheduled;

	private boolean changed;

	private Runnable afterEach = () -> {
	};

	/**
	 * A world at its first instant.
	 * @param seed decides all that happens by chance
	 */
	public World(long seed) {
		this.random = new SplittableRandom(seed);
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
	 * Runs an observer after each event.
	 * @param observer what to run
	 */
	public void afterEach(Runnable observer) {
		this.afterEach = observer;
	}

	/** Something has changed that an observer may want to look at closely. */
	public void touch() {
		this.changed = true;
	}

	/**
	 * Whether something has changed since this was last asked.
	 * @return {@code true} if so
	 */
	public boolean hasChanged() {
		boolean result = this.changed;
		this.changed = false;
		return result;
	}

	/**
	 * Schedules an event.
	 * @param delayNanos how far from now; what is negative is now
	 * @param action what happens
	 * @return the event
	 */
	public Event schedule(long delayNanos, Runnable action) {
		Event event = new Event(this.now + Math.max(0, delayNanos), this.scheduled++, action);
		this.events.add(event);
		return event;
	}

	/**
	 * Runs all events up to an instant.
	 * @param until the instant, which is the present afterwards
	 */
	public void runUntil(long until) {
		while (!this.events.isEmpty() && this.events.peek().at <= until) {
			Event event = this.events.remove();
			this.now = event.at;
			if (!event.cancelled) {
				event.action.run();
				this.afterEach.run();
			}
		}
		this.now = until;
	}

	/**
	 * Runs all events of the next while.
	 * @param nanos how long
	 */
	public void runFor(long nanos) {
		runUntil(this.now + nanos);
	}

	/**
	 * Something that is going to happen.
	 */
	public static final class Event implements Comparable<Event> {

		private final long at;

		private final long order;

		private final Runnable action;

		private boolean cancelled;

		private Event(long at, long order, Runnable action) {
			this.at = at;
			this.order = order;
			this.action = action;
		}

		/** It is not going to happen after all. */
		public void cancel() {
			this.cancelled = true;
		}

		@Override
		public int compareTo(Event other) {
			int byTime = Long.compare(this.at, other.at);
			return (byTime != 0) ? byTime : Long.compare(this.order, other.order);
		}

	}

}
