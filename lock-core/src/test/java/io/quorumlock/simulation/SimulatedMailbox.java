package io.quorumlock.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;

/**
 * A thread of a process that runs one task after the other. A task may take virtual time,
 * during which the rest of the process goes on.
 */
public class SimulatedMailbox implements Executor {

	private final SimulatedProcess process;

	private final Deque<Runnable> tasks = new ArrayDeque<>();

	private boolean busy;

	private boolean inTask;

	private long takes;

	/**
	 * A mailbox without tasks.
	 * @param process the process it is in
	 */
	public SimulatedMailbox(SimulatedProcess process) {
		this.process = process;
	}

	@Override
	public void execute(Runnable task) {
		this.tasks.add(task);
		if (!this.busy) {
			this.busy = true;
			this.process.execute(this::next);
		}
	}

	/**
	 * Lets the task that runs now return only after a while.
	 * @param nanos how long
	 */
	public void take(long nanos) {
		this.takes = nanos;
	}

	/** Whether the caller is a task of this mailbox. */
	boolean inTask() {
		return this.inTask;
	}

	private void next() {
		this.takes = 0;
		this.inTask = true;
		this.tasks.remove().run();
		this.inTask = false;
		if (this.takes > 0) {
			this.process.schedule(this.takes, this::returned);
		}
		else {
			returned();
		}
	}

	private void returned() {
		this.busy = !this.tasks.isEmpty();
		if (this.busy) {
			this.process.execute(this::next);
		}
	}

}
