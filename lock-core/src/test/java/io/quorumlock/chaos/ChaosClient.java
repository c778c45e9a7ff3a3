package io.quorumlock.chaos;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The other end of a {@link ClientJvm}: does what it is told line by line, and ends when
 * standard input does.
 */
final class ChaosClient {

	static final String UP = "up";

	static final String STARTED = "started";

	/** Followed by a {@link PendingWrite}. */
	static final String STUMBLED = "stumbled ";

	static final String STOPPED = "stopped";

	private final PrintStream replies;

	private final Stumble stumble;

	private @Nullable ClientWork work;

	private ChaosClient(PrintStream replies) {
		this.replies = replies;
		this.stumble = new Stumble((write) -> replies.println(STUMBLED + write));
	}

	/**
	 * Runs until standard input ends.
	 * @param arguments none
	 * @throws IOException if standard input cannot be read
	 */
	public static void main(String[] arguments) throws IOException {
		// What is logged must not come between the replies
		PrintStream replies = System.out;
		System.setOut(System.err);
		replies.println(UP);
		ChaosClient client = new ChaosClient(replies);
		BufferedReader reader = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		for (String line = reader.readLine(); line != null; line = reader.readLine()) {
			try {
				client.run(line.split(" ", -1));
			}
			catch (Exception ex) {
				replies.println("failed to " + line + ": " + ex);
			}
		}
		// Also if a worker still waits
		Runtime.getRuntime().halt(0);
	}

	private void run(String[] words) throws IOException, InterruptedException {
		switch (words[0]) {
			case "start" -> {
				this.work = new ClientWork(words[1], List.of(words[2].split(",", -1)), words[3],
						Integer.parseInt(words[4]), Long.parseLong(words[5]), this.stumble);
				this.replies.println(STARTED);
			}
			case "stumble" -> this.stumble.want();
			case "go" -> this.stumble.goOn();
			case "stop" -> {
				this.stumble.goOn();
				this.work.stop();
				this.replies.println(STOPPED);
			}
			default -> throw new IllegalArgumentException("unknown");
		}
	}

}
