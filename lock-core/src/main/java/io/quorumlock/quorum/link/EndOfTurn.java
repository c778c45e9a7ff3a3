package io.quorumlock.quorum.link;

import java.util.ArrayList;
import java.util.List;

import io.quorumlock.time.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The protocol's thread for those who send at the end of a turn: what all links have to
 * send for one operation is one task, not one for each node. Used on the protocol's
 * thread only.
 */
public final class EndOfTurn implements Timers {

	private static final Logger logger = LoggerFactory.getLogger(EndOfTurn.class);

	private final Timers timers;

	private List<Runnable> due = new ArrayList<>();

	private List<Runnable> running = new ArrayList<>();

	/**
	 * The end of the turns of a thread.
	 * @param timers the protocol's thread
	 */
	public EndOfTurn(Timers timers) {
		this.timers = timers;
	}

	@Override
	public void execute(Runnable task) {
		if (this.due.isEmpty()) {
			this.timers.execute(this::run);
		}
		this.due.add(task);
	}

	private void run() {
		List<Runnable> tasks = this.due;
		this.due = this.running;
		this.running = tasks;
		for (Runnable task : tasks) {
			try {
				task.run();
			}
			catch (RuntimeException ex) {
				logger.error("What was to be sent could not be", ex);
			}
		}
		tasks.clear();
	}

	@Override
	public Timer schedule(long delayNanos, Runnable task) {
		return this.timers.schedule(delayNanos, task);
	}

	@Override
	public boolean inThread() {
		return this.timers.inThread();
	}

}
