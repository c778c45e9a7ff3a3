package io.quorumlock.sample.instance;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

import io.quorumlock.sample.Console;
import io.quorumlock.sample.report.Report;
import io.quorumlock.sample.report.ReportLine;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * Tells the control room what happens. What is reported on the protocol's thread must not
 * wait for a pipe, so it is printed by another one; at once, as what an instance had not
 * told when it was killed is lost.
 */
@Component
class Reporter {

	private final Queue<Report> unsent = new ConcurrentLinkedQueue<>();

	private final Executor printer = printer();

	private static Executor printer() {
		CustomizableThreadFactory threads = new CustomizableThreadFactory("reporter-");
		threads.setDaemon(true);
		return Executors.newSingleThreadExecutor(threads);
	}

	/**
	 * Tells soon.
	 * @param report what to tell
	 */
	void report(Report report) {
		this.unsent.add(report);
		this.printer.execute(this::flush);
	}

	/**
	 * Tells now what was not told yet.
	 */
	synchronized void flush() {
		for (Report next = this.unsent.poll(); next != null; next = this.unsent.poll()) {
			Console.print(ReportLine.write(next));
		}
	}

}
