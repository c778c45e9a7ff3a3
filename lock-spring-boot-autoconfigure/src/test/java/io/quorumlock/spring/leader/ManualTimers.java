package io.quorumlock.spring.leader;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.quorumlock.time.Timers;

/**
 * Timers that fire when the test says so.
 */
final class ManualTimers implements Timers {

	private final List<Entry> entries = new ArrayList<>();

	private long now;

	/** Whether a cancelled task runs all the same, as if it had started just before. */
	boolean cancelTooLate;

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

	void advance(Duration time) {
		this.now += time.toNanos();
		List<Entry> ripe = this.entries.stream().filter((entry) -> entry.at <= this.now).toList();
		this.entries.removeAll(ripe);
		ripe.forEach((entry) -> entry.task.run());
	}

	private record Entry(long at, Runnable task) {

	}

}
