package io.quorumlock.integration;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The other end of a {@link ChildInstance}.
 */
final class ChildProcess {

	private ChildProcess() {
	}

	/**
	 * Runs commands until standard input ends.
	 * @param arguments none
	 * @throws IOException if standard input cannot be read
	 * @throws InterruptedException never
	 */
	public static void main(String[] arguments) throws IOException, InterruptedException {
		// What is logged must not come between the replies
		PrintStream replies = System.out;
		System.setOut(System.err);
		try (ChildCommands commands = new ChildCommands()) {
			ExecutorService worker = Executors.newSingleThreadExecutor();
			BufferedReader reader = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
			for (String line = reader.readLine(); line != null; line = reader.readLine()) {
				String command = line;
				worker.execute(() -> replies.println(commands.run(command)));
			}
			worker.shutdownNow();
			worker.awaitTermination(1, TimeUnit.SECONDS);
		}
		// Also if a command still runs
		Runtime.getRuntime().halt(0);
	}

}
