package io.quorumlock.simulation;

import java.util.Arrays;

import io.quorumlock.simulation.World.Event;

/**
 * Events sorted by their instants, and of one instant by the order in which they were
 * scheduled.
 */
final class EventHeap {

	private Event[] events = new Event[16];

	private int size;

	void add(Event event) {
		if (this.size == this.events.length) {
			this.events = Arrays.copyOf(this.events, 2 * this.size);
		}
		int index = this.size++;
		while (index > 0 && event.isBefore(this.events[(index - 1) / 2])) {
			this.events[index] = this.events[(index - 1) / 2];
			index = (index - 1) / 2;
		}
		this.events[index] = event;
	}

	boolean isEmpty() {
		return this.size == 0;
	}

	/** The instant of the first event; far away if there is none. */
	long firstInstant() {
		return (this.size > 0) ? this.events[0].at() : Long.MAX_VALUE;
	}

	Event removeFirst() {
		Event first = this.events[0];
		Event last = this.events[--this.size];
		int index = 0;
		for (int child = 1; child < this.size; child = 2 * index + 1) {
			if (child + 1 < this.size && this.events[child + 1].isBefore(this.events[child])) {
				child++;
			}
			if (!this.events[child].isBefore(last)) {
				break;
			}
			this.events[index] = this.events[child];
			index = child;
		}
		this.events[index] = last;
		return first;
	}

}
