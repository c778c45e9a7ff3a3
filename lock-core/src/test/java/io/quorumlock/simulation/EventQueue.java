package io.quorumlock.simulation;

import java.util.ArrayDeque;
import java.util.Deque;

import io.quorumlock.simulation.World.Event;
import org.jspecify.annotations.Nullable;

/**
 * What is going to happen, in order. A history schedules many thousands of events: every
 * second one for the present instant, and most of the others are timeouts that are
 * cancelled soon. So the present waits in line, and the near future lies unsorted in
 * slots, a few milliseconds each, until its slot comes: what was cancelled by then was
 * never sorted. After Varghese and Lauck, "Hashed and Hierarchical Timing Wheels" (1987).
 */
final class EventQueue {

	private static final int SLOT_BITS = 22;

	private static final int SLOTS = 2048;

	private final Deque<Event> present = new ArrayDeque<>();

	/** All events up to the end of the current slot. */
	private final EventHeap due = new EventHeap();

	/** Later events, the last one added of each slot, with the others linked to it. */
	private final @Nullable Event[] slots = new Event[SLOTS];

	/** Events that lie further ahead than there are slots. */
	private final EventHeap far = new EventHeap();

	private long slot;

	void add(Event event, long now) {
		long ahead = (event.at() >> SLOT_BITS) - this.slot;
		if (event.at() == now) {
			this.present.add(event);
		}
		else if (ahead <= 0) {
			this.due.add(event);
		}
		else if (ahead < SLOTS) {
			int index = (int) (event.at() >> SLOT_BITS) % SLOTS;
			event.link(this.slots[index]);
			this.slots[index] = event;
		}
		else {
			this.far.add(event);
		}
	}

	/**
	 * Takes the next event out.
	 * @param now the present instant
	 * @param until the last instant of interest
	 * @return the event, {@code null} if there is none until then
	 */
	@Nullable Event next(long now, long until) {
		// What became due for the present instant was added before that instant came.
		if (!this.present.isEmpty() && this.due.firstInstant() > now) {
			return this.present.remove();
		}
		while (this.due.isEmpty() && this.slot < until >> SLOT_BITS) {
			enterNextSlot();
		}
		return (this.due.firstInstant() <= until) ? this.due.removeFirst() : null;
	}

	private void enterNextSlot() {
		this.slot++;
		int index = (int) this.slot % SLOTS;
		for (Event event = this.slots[index]; event != null; event = event.linked()) {
			if (!event.isCancelled()) {
				this.due.add(event);
			}
		}
		this.slots[index] = null;
		while (this.far.firstInstant() >> SLOT_BITS <= this.slot) {
			this.due.add(this.far.removeFirst());
		}
	}

}
