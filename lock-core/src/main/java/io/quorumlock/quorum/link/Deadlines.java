package io.quorumlock.quorum.link;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;

import io.quorumlock.time.Ticker;
import io.quorumlock.time.Timers;
import org.jspecify.annotations.Nullable;

/**
 * Notices which exchanges are not answered in time. They are answered in the order in
 * which they were sent, so one timer for the oldest does for all: nearly all are answered
 * long before it is due, and each costs no more than a place in a queue. Used on the
 * protocol's thread only.
 */
final class Deadlines {

	private final Ticker ticker;

	private final Timers timers;

	private final LatencyEstimate estimate;

	private final Consumer<Exchange> expired;

	private final Queue<Exchange> open = new ArrayDeque<>();

	private Timers.@Nullable Timer timer;

	private boolean patient;

	/**
	 * No deadlines yet.
	 * @param ticker the clocks
	 * @param timers the protocol's thread
	 * @param estimate how long to wait for an answer
	 * @param expired told of each exchange that was not answered in time
	 */
	Deadlines(Ticker ticker, Timers timers, LatencyEstimate estimate, Consumer<Exchange> expired) {
		this.ticker = ticker;
		this.timers = timers;
		this.estimate = estimate;
		this.expired = expired;
	}

	/**
	 * An exchange is being sent.
	 */
	void add(Exchange exchange) {
		nextOpen();
		this.open.add(exchange);
		if (this.timer == null) {
			arm(this.estimate.timeoutNanos());
		}
	}

	/**
	 * An exchange was answered: where it was the last one, nothing is waited for.
	 */
	void settled() {
		if (this.timer != null && nextOpen() == null) {
			this.timer.cancel();
			this.timer = null;
			this.patient = false;
		}
	}

	private void arm(long delayNanos) {
		long dueAt = this.ticker.nanos() + delayNanos;
		this.timer = this.timers.schedule(delayNanos, () -> due(dueAt));
	}

	private void due(long dueAt) {
		this.timer = null;
		long timeoutNanos = this.estimate.timeoutNanos();
		if (!this.patient && this.ticker.nanos() - dueAt > timeoutNanos / 2) {
			// This thread itself was held up, so answers may be waiting to be read.
			this.patient = true;
			arm(timeoutNanos / 4);
			return;
		}
		this.patient = false;
		for (Exchange next = nextOpen(); next != null; next = nextOpen()) {
			long left = next.sentAt().nanos() + timeoutNanos - this.ticker.nanos();
			if (left > 0) {
				arm(left);
				return;
			}
			this.expired.accept(next);
		}
	}

	/**
	 * The oldest exchange that is neither answered nor expired.
	 */
	private @Nullable Exchange nextOpen() {
		while (!this.open.isEmpty() && this.open.element().isSettled()) {
			this.open.remove();
		}
		return this.open.peek();
	}

}
