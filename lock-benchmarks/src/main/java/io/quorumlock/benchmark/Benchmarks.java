package io.quorumlock.benchmark;

import java.io.IOException;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Measures what was selected: first what is inside a process, with JMH, then what is
 * between processes, {@linkplain SideBySide side by side} with others.
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
		if (!options.benchmark().isEmpty()) {
			new Runner(new OptionsBuilder().include(options.benchmark())
				.addProfiler(GCProfiler.class)
				.resultFormat(ResultFormatType.JSON)
				.result(options.target().resolve("benchmarks.json").toString())
				.build()).run();
		}
		if (!options.workloads().isEmpty()) {
			new SideBySide(options).run();
		}
	}

}
