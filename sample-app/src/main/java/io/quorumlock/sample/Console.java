package io.quorumlock.sample;

import java.nio.charset.StandardCharsets;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/**
 * Shows what happens, a line at a time.
 */
public final class Console {

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

	private Console() {
	}

	/**
	 * Shows a line in columns, with the time in front.
	 * @param topic what it is about
	 * @param outcome how it went
	 * @param details what else there is to say
	 */
	public static void show(String topic, String outcome, String details) {
		print("%s  %-6s  %-9s  %s"
			.formatted(TIME.format(LocalTime.now(ZoneId.systemDefault())), topic, outcome, details)
			.stripTrailing());
	}

	/**
	 * Prints a line.
	 * @param line the line
	 */
	public static synchronized void print(String line) {
		// One write, so that the lines of several threads and processes never mix
		byte[] bytes = (line + System.lineSeparator()).getBytes(StandardCharsets.UTF_8);
		System.out.write(bytes, 0, bytes.length);
		System.out.flush();
	}

}
