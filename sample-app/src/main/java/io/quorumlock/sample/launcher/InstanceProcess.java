package io.quorumlock.sample.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.quorumlock.sample.Console;

/**
 * An instance of the order service in a JVM of its own. What it prints appears with its
 * name in front.
 */
final class InstanceProcess {

	private static final long OUTPUT_MILLIS = 500;

	private final String name;

	private final Process process;

	private final Thread output;

	private InstanceProcess(String name, Process process) {
		this.name = name;
		this.process = process;
		this.output = new Thread(this::copyOutput, "output-" + name);
		this.output.setDaemon(true);
		this.output.start();
	}

	/**
	 * Forks the JVM that runs this code.
	 * @param name the name of the instance
	 * @param properties what the instance differs in
	 * @param arguments what all instances are given
	 * @return the instance
	 */
	static InstanceProcess start(String name, Map<String, String> properties, List<String> arguments) {
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
		try {
			return new InstanceProcess(name, builder.start());
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

	String name() {
		return this.name;
	}

	Process process() {
		return this.process;
	}

	private void copyOutput() {
		try (BufferedReader reader = this.process.inputReader(StandardCharsets.UTF_8)) {
			reader.lines().filter((line) -> !line.isBlank()).forEach((line) -> Console.print(this.name + " │ " + line));
		}
		catch (IOException | UncheckedIOException ex) {
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
