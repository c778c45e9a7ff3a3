package io.quorumlock.sample.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

import io.quorumlock.sample.Console;
import io.quorumlock.sample.instance.InstanceMain;
import io.quorumlock.sample.report.Report;
import io.quorumlock.sample.report.ReportLine;

/**
 * An instance of the order service in a JVM of its own. What it prints appears with its
 * name in front, but for what it reports.
 */
final class InstanceProcess {

	private static final long OUTPUT_MILLIS = 500;

	private final String name;

	private final Process process;

	private final Consumer<Report> reports;

	private final Thread output;

	private InstanceProcess(String name, Process process, Consumer<Report> reports) {
		this.name = name;
		this.process = process;
		this.reports = reports;
		this.output = new Thread(this::copyOutput, "output-" + name);
		this.output.setDaemon(true);
		this.output.start();
	}

	/**
	 * Forks the JVM that runs this code.
	 * @param name the name of the instance
	 * @param properties what the instance differs in
	 * @param secrets what must not be seen in a list of processes
	 * @param arguments what all instances are given
	 * @param reports told what the instance reports
	 * @return the instance
	 */
	static InstanceProcess start(String name, Map<String, String> properties, Map<String, String> secrets,
			List<String> arguments, Consumer<Report> reports) {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		// Three instances are to start at once on a small machine
		command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m"));
		command.addAll(quietOnRecentJdks());
		properties.forEach((key, value) -> command.add("-D" + key + "=" + value));
		command.add(InstanceMain.class.getName());
		command.addAll(arguments);
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
		// Not an argument, so that a list of processes stays readable
		builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
		secrets.forEach((key, value) -> builder.environment().put(environmentName(key), value));
		try {
			return new InstanceProcess(name, builder.start(), reports);
		}
		catch (IOException ex) {
			throw new LaunchException("Instance " + name + " cannot be started: " + ex.getMessage(), ex);
		}
	}

	// Netty and Tomcat use what these JDKs warn of
	private static List<String> quietOnRecentJdks() {
		return (Runtime.version().feature() >= 24)
				? List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow") : List.of();
	}

	private static String environmentName(String property) {
		return property.replace('.', '_').replace("-", "").toUpperCase(Locale.ROOT);
	}

	Process process() {
		return this.process;
	}

	private void copyOutput() {
		try (BufferedReader reader = this.process.inputReader(StandardCharsets.UTF_8)) {
			reader.lines().filter((line) -> !line.isBlank()).forEach(this::copy);
		}
		catch (IOException | UncheckedIOException ex) {
			// It has ended
		}
	}

	private void copy(String line) {
		ReportLine.read(line).ifPresentOrElse(this.reports, () -> Console.print(this.name + " │ " + line));
	}

	/**
	 * Gives the instance a command.
	 * @param command a word
	 */
	void tell(String command) {
		try {
			OutputStream input = this.process.getOutputStream();
			input.write((command + "\n").getBytes(StandardCharsets.US_ASCII));
			input.flush();
		}
		catch (IOException ex) {
			// It has ended
		}
	}

	/**
	 * Asks the instance to end.
	 */
	void stop() {
		try {
			this.process.getOutputStream().close();
		}
		catch (IOException ex) {
			// It has ended already
		}
	}

	/**
	 * Ends the instance by force, if it still runs, and shows the last it printed.
	 */
	void end() {
		try {
			this.process.destroyForcibly().waitFor();
			this.output.join(OUTPUT_MILLIS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
