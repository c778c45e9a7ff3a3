package io.quorumlock.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import io.quorumlock.time.Timers;

/**
 * Timers that fire when the test says so.
 */
public final class ManualTimers implements Timers {

	private final List<Entry> entries = new ArrayList<>();

	private long now;

	private boolean cancelTooLate;

	@Override
	public void execute(Runnable task) {
		schedule(0, task);
	}

	@Override
	public Timer schedule(long delayNanos, Runnable task) {
		Entry entry = new Entry(this.now + delayNanos, task);
		this.entries.add(entry);
		return () -> {
			if (!this.cancelTooLate) {
				this.entries.remove(entry);
			}
		};
	}

	@Override
	public boolean inThread() {
		return true;
	}

	/**
	 * Lets time pass, and runs what is due meanwhile.
	 * @param time how much
	 */
	public void advance(Duration time) {
		long end = this.now + time.toNanos();
		while (true) {
			Entry next = this.entries.stream().min(Comparator.comparingLong((entry) -> entry.at)).orElse(null);
			if (next == null || next.at > end) {
				this.now = end;
				return;
			}
			this.entries.remove(next);
			this.now = next.at;
			next.task.run();
		}
	}

	/**
	 * How much is still to come.
	 * @return the number of tasks
	 */
	public int pending() {
		return this.entries.size();
	}

	/**
	 * From now on a cancelled task runs all the same, as if it had started just before.
	 */
	public void cancelTooLate() {
		this.cancelTooLate = true;
	}

	private static final class Entry {

		private final long at;

		private final Runnable task;

		Entry(long at, Runnable task) {
			this.at = at;
			this.task = task;
		}

	}

}
