package io.quorumlock.integration;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.quorumlock.testing.RedisQuorum;

/**
 * An {@link Instance} in a JVM of its own, which does what it is told line by line. It
 * ends when its standard input does, so none is left behind by a test that dies.
 */
final class ChildInstance implements AutoCloseable {

	private static final String ENDED = "(ended)";

	private static final int PATIENCE_SECONDS = 60;

	private final String id;

	private final Process process;

	private final PrintWriter commands;

	private final BlockingQueue<String> replies = new LinkedBlockingQueue<>();

	private ChildInstance(String id) throws IOException {
		this.id = id;
		this.process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m", "-cp", System.getProperty("java.class.path"),
				ChildProcess.class.getName())
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		this.commands = new PrintWriter(this.process.outputWriter(StandardCharsets.UTF_8), true);
		Thread reader = new Thread(this::read, "child-" + this.id);
		reader.setDaemon(true);
		reader.start();
	}

	/**
	 * Starts a JVM, without waiting for it, that is not connected yet.
	 */
	static ChildInstance launch(String id) {
		try {
			return new ChildInstance(id);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static ChildInstance start(InstanceSettings settings) {
		ChildInstance child = launch(settings.id());
		child.tell(ChildCommands.connect(settings));
		child.expect(ChildCommands.DONE);
		return child;
	}

	static ChildInstance start(String id, RedisQuorum quorum) {
		return start(InstanceSettings.of(id, quorum));
	}

	/**
	 * Connects to the nodes, instead of those it was connected to before.
	 */
	void connect(RedisQuorum quorum) {
		tell(ChildCommands.connect(InstanceSettings.of(this.id, quorum)));
	}

	private void read() {
		try (BufferedReader reader = this.process.inputReader(StandardCharsets.UTF_8)) {
			for (String line = reader.readLine(); line != null; line = reader.readLine()) {
				this.replies.add(line);
			}
		}
		catch (IOException ex) {
			// As after a kill
		}
		this.replies.add(ENDED);
	}

	/**
	 * Tells the child to do something, without waiting for it.
	 */
	void tell(String command) {
		this.commands.println(command);
	}

	/**
	 * Waits for the reply to the first command that has none yet.
	 */
	String reply() {
		try {
			return Objects.requireNonNull(this.replies.poll(PATIENCE_SECONDS, TimeUnit.SECONDS),
					() -> this.id + " does not answer");
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	void expect(String reply) {
		String actual = reply();
		if (!actual.equals(reply)) {
			throw new AssertionError(this.id + " should answer '" + reply + "', but answered '" + actual + "'");
		}
	}

	String ask(String command) {
		tell(command);
		return reply();
	}

	/**
	 * Ends the process as {@code kill -9} does.
	 * @return when it was told to, on the monotonic clock
	 */
	long kill() {
		long killedAt = System.nanoTime();
		this.process.destroyForcibly();
		this.process.onExit().join();
		return killedAt;
	}

	/**
	 * Stops the process without ending it.
	 * @return when it was told to, on the monotonic clock
	 */
	long pause() {
		return signal("STOP");
	}

	/**
	 * Lets a paused process go on.
	 * @return when it was told to, on the monotonic clock
	 */
	long resume() {
		return signal("CONT");
	}

	private long signal(String name) {
		long signalledAt = System.nanoTime();
		try {
			Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(this.process.pid())).start();
			int exit = kill.onExit().join().exitValue();
			if (exit != 0) {
				throw new IllegalStateException("kill -" + name + " failed: " + exit);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return signalledAt;
	}

	/**
	 * Lets the instance give back all it holds, and waits for the end of its process.
	 */
	@Override
	public void close() {
		this.commands.close();
		try {
			if (!this.process.waitFor(10, TimeUnit.SECONDS)) {
				kill();
				throw new AssertionError(this.id + " did not end by itself");
			}
		}
		catch (InterruptedException ex) {
			kill();
			Thread.currentThread().interrupt();
		}
	}

}
