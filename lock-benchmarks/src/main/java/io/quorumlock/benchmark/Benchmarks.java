package io.quorumlock.benchmark;

import java.io.IOException;
import java.util.List;

import io.quorumlock.benchmark.report.MarkdownReport;
import io.quorumlock.benchmark.report.Outcome;
import org.openjdk.jmh.runner.RunnerException;
import org.slf4j.LoggerFactory;

/**
 * Measures what was selected: first what is {@linkplain InsideProcess inside a process},
 * then what is between processes, {@linkplain SideBySide side by side} with others.
 */
final class Benchmarks {

	private Benchmarks() {
	}

	/**
	 * Measures.
	 * @param arguments none; see {@link Options}
	 * @throws RunnerException if no benchmark fits
	 * @throws IOException if results cannot be written
	 */
	public static void main(String[] arguments) throws RunnerException, IOException {
		// Ahead of the one for lock-core's tests, which is on the class path with its
		// servers
		System.setProperty("logback.configurationFile", "logback.xml");
		Options options = Options.fromSystemProperties();
		List<Outcome> inside = options.benchmark().isEmpty() ? List.of() : new InsideProcess(options).run();
		if (!options.workloads().isEmpty()) {
			new SideBySide(options).run(inside);
		}
		else if (!inside.isEmpty()) {
			LoggerFactory.getLogger(Benchmarks.class).info("Aims\n{}", MarkdownReport.aims(inside));
		}
	}

}
