package io.quorumlock.sample.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A Redis node of its own, which keeps nothing on disk.
 */
final class RedisProcess implements AutoCloseable {

	private static final int LINES_OF_A_FAILURE = 5;

	private static final int SECONDS_TO_END = 1;

	private final int port;

	private final Process process;

	private RedisProcess(int port, Process process) {
		this.port = port;
		this.process = process;
	}

	static RedisProcess start(RedisBinary binary, Path directory, int port) {
		List<String> command = List.of(binary.path().toString(), "--port", Integer.toString(port), "--bind",
				"127.0.0.1", "--dir", directory.toString(), "--save", "", "--appendonly", "no", "--maxmemory-policy",
				"noeviction");
		try {
			return new RedisProcess(port, new ProcessBuilder(Guard.guarded(command)).redirectErrorStream(true).start());
		}
		catch (IOException ex) {
			throw new LaunchException("Redis cannot be started: " + ex.getMessage(), ex);
		}
	}

	/**
	 * Returns once the node accepts connections.
	 */
	void awaitReady() {
		Deque<String> latest = new ArrayDeque<>();
		BufferedReader output = this.process.inputReader(StandardCharsets.UTF_8);
		try {
			for (String line = output.readLine(); line != null; line = output.readLine()) {
				if (line.contains("Ready to accept connections")) {
					drain();
					return;
				}
				latest.addLast(line);
				if (latest.size() > LINES_OF_A_FAILURE) {
					latest.removeFirst();
				}
			}
		}
		catch (IOException ex) {
			latest.addLast(ex.toString());
		}
		throw new LaunchException("Redis did not start on port %d (property '%s'):%n  %s".formatted(this.port,
				LauncherSettings.REDIS_PORT, String.join(System.lineSeparator() + "  ", latest)));
	}

	// A pipe that nobody reads would block the node one day
	private void drain() {
		Thread thread = new Thread(this::readToEnd, "redis-" + this.port);
		thread.setDaemon(true);
		thread.start();
	}

	private void readToEnd() {
		try {
			this.process.inputReader(StandardCharsets.UTF_8).lines().forEach((line) -> {
			});
		}
		catch (UncheckedIOException ex) {
			// It was ended by force
		}
	}

	String address() {
		return "127.0.0.1:" + this.port;
	}

	/**
	 * The id of the node's process, not of its guard.
	 * @return the id
	 */
	long pid() {
		return this.process.children()
			.filter((child) -> child.info().command().orElse("").contains("redis"))
			.findFirst()
			.map(ProcessHandle::pid)
			.orElseGet(this.process::pid);
	}

	Process process() {
		return this.process;
	}

	/**
	 * Has the guard do something to the node, which may be to end.
	 * @param word one of those of {@link Guard}
	 */
	void tell(String word) {
		try {
			OutputStream guard = this.process.getOutputStream();
			guard.write(word.getBytes(StandardCharsets.US_ASCII));
			guard.flush();
		}
		catch (IOException ex) {
			// It has ended already
		}
	}

	/**
	 * Asks the node to end.
	 */
	void stop() {
		try (OutputStream guard = this.process.getOutputStream()) {
			guard.write(Guard.STOP.getBytes(StandardCharsets.US_ASCII));
		}
		catch (IOException ex) {
			// It has ended already
		}
	}

	/**
	 * Ends the node, by force if it does not end in time.
	 */
	@Override
	public void close() {
		stop();
		List<ProcessHandle> guarded = this.process.descendants().toList();
		try {
			this.process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		guarded.forEach(ProcessHandle::destroyForcibly);
		this.process.destroyForcibly();
	}

}
