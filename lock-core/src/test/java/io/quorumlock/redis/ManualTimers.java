package io.quorumlock.redis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import io.quorumlock.time.Timers;

/**
 * Timers that fire when the test says so.
 */
final class ManualTimers implements Timers {

	private final List<Entry> entries = new ArrayList<>();

	private long now;

	@Override
	public void execute(Runnable task) {
		schedule(0, task);
	}

	@Override
	public Timer schedule(long delayNanos, Runnable task) {
		Entry entry = new Entry(this.now + delayNanos, task);
		this.entries.add(entry);
		return () -> this.entries.remove(entry);
	}

	@Override
	public boolean inThread() {
		return true;
	}

	void advanceMillis(long millis) {
		long end = this.now + millis * 1_000_000;
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

	int pending() {
		return this.entries.size();
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
