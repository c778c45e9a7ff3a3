package io.quorumlock.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Runs commands of the operating system.
 */
final class Commands {

	private Commands() {
	}

	/**
	 * Runs a command.
	 * @throws IllegalStateException if it fails
	 */
	static void run(String... command) {
		String problem = attempt(command);
		if (!problem.isEmpty()) {
			throw new IllegalStateException(problem);
		}
	}

	/**
	 * Tries a command.
	 * @return why it failed, empty if it did not
	 */
	static String attempt(String... command) {
		try {
			Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
			int exit = process.waitFor();
			return (exit == 0) ? "" : String.join(" ", List.of(command)) + " ended with " + exit + ": " + output;
		}
		catch (IOException ex) {
			return ex.getMessage();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new UncheckedIOException(new IOException(ex));
		}
	}

}
