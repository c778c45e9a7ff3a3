package io.quorumlock.quorum;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import io.quorumlock.time.Timers;
import org.jspecify.annotations.Nullable;

/**
 * Those who wait for a lock, in the order in which they came, and the one timer at the
 * first end of a wait. Guarded by the monitor of the queue.
 */
final class WaitingTickets {

	private final LeaseEngine engine;

	private final HandOffRules rules;

	private final Runnable due;

	private final Deque<Ticket> tickets = new ArrayDeque<>(1);

	private Timers.@Nullable Timer timer;

	private long timerDue;

	/**
	 * Nobody waits.
	 * @param engine has the clocks
	 * @param rules say who does not wait any more
	 * @param due run when waits may have come to their end
	 */
	WaitingTickets(LeaseEngine engine, HandOffRules rules, Runnable due) {
		this.engine = engine;
		this.rules = rules;
		this.due = due;
	}

	void add(Ticket ticket) {
		this.tickets.add(ticket);
		long ends = this.engine.ticker().nanos() + ticket.leftNanos();
		if (this.timer == null || ends - this.timerDue < 0) {
			arm(ends);
		}
	}

	/**
	 * Who has waited longest, {@code null} if nobody does.
	 */
	@Nullable Ticket first() {
		while (!this.tickets.isEmpty() && this.rules.hasLeft(this.tickets.element())) {
			this.tickets.remove();
		}
		return this.tickets.peek();
	}

	@Nullable Ticket removeFirst() {
		Ticket first = first();
		this.tickets.poll();
		return first;
	}

	void remove(Ticket ticket) {
		this.tickets.remove(ticket);
	}

	void removeThoseWhoLeft() {
		this.tickets.removeIf(this.rules::hasLeft);
	}

	/**
	 * Takes those out whose wait is over.
	 */
	List<Ticket> removeOverdue() {
		stop();
		List<Ticket> overdue = new ArrayList<>();
		long soonest = Long.MAX_VALUE;
		for (Ticket ticket : List.copyOf(this.tickets)) {
			long left = ticket.leftNanos();
			if (left <= 0) {
				this.tickets.remove(ticket);
				overdue.add(ticket);
			}
			else {
				soonest = Math.min(soonest, left);
			}
		}
		if (!this.tickets.isEmpty()) {
			arm(this.engine.ticker().nanos() + soonest);
		}
		return overdue;
	}

	List<Ticket> removeAll() {
		List<Ticket> all = List.copyOf(this.tickets);
		this.tickets.clear();
		stop();
		return all;
	}

	private void arm(long ends) {
		stop();
		this.timerDue = ends;
		this.timer = this.engine.timers().schedule(ends - this.engine.ticker().nanos(), this.due);
	}

	int size() {
		return this.tickets.size();
	}

	/** No wait is to be ended any more. */
	void stop() {
		if (this.timer != null) {
			this.timer.cancel();
			this.timer = null;
		}
	}

}
