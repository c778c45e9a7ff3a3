package io.quorumlock.chaos;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A process that runs {@link ChaosClient}. It ends with this JVM at the latest, also if
 * it is paused.
 */
final class ClientJvm {

	private static final Set<Process> running = ConcurrentHashMap.newKeySet();

	static {
		Runtime.getRuntime().addShutdownHook(new Thread(() -> running.forEach(Process::destroyForcibly)));
	}

	private final Process process;

	private final PrintWriter commands;

	private final BlockingQueue<String> replies = new LinkedBlockingQueue<>();

	private volatile CompletableFuture<PendingWrite> stumbling = new CompletableFuture<>();

	/**
	 * Launches a process. It takes commands once it has said that it is
	 * {@linkplain ChaosClient#UP up}.
	 * @param prefix what to launch it with, may be empty
	 * @param log where its errors go
	 */
	ClientJvm(List<String> prefix, Path log) {
		List<String> command = new ArrayList<>(prefix);
		command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx96m", "-cp", System.getProperty("java.class.path"),
				ChaosClient.class.getName()));
		try {
			this.process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
				.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		running.add(this.process);
		this.commands = new PrintWriter(this.process.outputWriter(StandardCharsets.UTF_8), true);
		Thread reader = new Thread(this::read, "client-replies");
		reader.setDaemon(true);
		reader.start();
	}

	private void read() {
		try (BufferedReader reader = this.process.inputReader(StandardCharsets.UTF_8)) {
			for (String line = reader.readLine(); line != null; line = reader.readLine()) {
				if (line.startsWith(ChaosClient.STUMBLED)) {
					this.stumbling.complete(PendingWrite.parse(line.substring(ChaosClient.STUMBLED.length())));
				}
				else {
					this.replies.add(line);
				}
			}
		}
		catch (IOException ex) {
			// As after a kill
		}
		this.replies.add("(ended)");
	}

	long pid() {
		return this.process.pid();
	}

	void tell(String command) {
		this.commands.println(command);
	}

	void expect(String reply) {
		try {
			String actual = this.replies.poll(30, TimeUnit.SECONDS);
			if (!reply.equals(actual)) {
				throw new AssertionError("A client should say '" + reply + "', but said '" + actual + "'");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Lets a worker stop between the check and the write.
	 * @return what it was about to write, completed once it stands there
	 */
	CompletableFuture<PendingWrite> stumble() {
		CompletableFuture<PendingWrite> result = new CompletableFuture<>();
		this.stumbling = result;
		tell("stumble");
		return result;
	}

	/**
	 * Lets it write.
	 */
	void goOn() {
		tell("go");
	}

	void pause() {
		Commands.run("kill", "-STOP", Long.toString(pid()));
	}

	void resume() {
		Commands.run("kill", "-CONT", Long.toString(pid()));
	}

	/**
	 * Ends the process as {@code kill -9} does.
	 */
	void kill() {
		this.process.destroyForcibly();
		this.process.onExit().join();
		running.remove(this.process);
	}

	/**
	 * Waits for the process to end by itself, which it does when its standard input ends.
	 */
	void awaitEnd() {
		this.commands.close();
		expect("(ended)");
	}

}
