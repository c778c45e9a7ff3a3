package io.quorumlock.sample.instance;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Ends this process, in good order, when the process is gone that holds the other end of
 * its standard input. Works however that one ended. Until then, each line from there is a
 * command.
 */
final class ParentWatch {

	private static final int SECONDS_TO_END = 10;

	private ParentWatch() {
	}

	static void start(Consumer<String> commands) {
		daemon("parent-watch", () -> {
			readToEnd(System.in, commands);
			daemon("end-by-force", ParentWatch::haltLater);
			System.exit(0);
		});
	}

	private static void readToEnd(InputStream input, Consumer<String> commands) {
		try {
			new BufferedReader(new InputStreamReader(input, StandardCharsets.US_ASCII)).lines().forEach(commands);
		}
		catch (UncheckedIOException ex) {
			// As good as the end
		}
	}

	private static void haltLater() {
		try {
			TimeUnit.SECONDS.sleep(SECONDS_TO_END);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		Runtime.getRuntime().halt(1);
	}

	private static void daemon(String name, Runnable task) {
		Thread thread = new Thread(task, name);
		thread.setDaemon(true);
		thread.start();
	}

}
