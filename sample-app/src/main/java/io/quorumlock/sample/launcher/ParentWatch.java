package io.quorumlock.sample.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;

/**
 * Ends this process, in good order, when the process is gone that holds the other end of
 * its standard input. Works however that one ended.
 */
final class ParentWatch {

	private static final int SECONDS_TO_END = 10;

	private ParentWatch() {
	}

	static void start() {
		daemon("parent-watch", () -> {
			awaitEnd(System.in);
			daemon("end-by-force", ParentWatch::haltLater);
			System.exit(0);
		});
	}

	private static void awaitEnd(InputStream input) {
		try {
			input.transferTo(OutputStream.nullOutputStream());
		}
		catch (IOException ex) {
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
