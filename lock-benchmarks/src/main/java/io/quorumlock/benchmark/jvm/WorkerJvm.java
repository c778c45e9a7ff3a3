package io.quorumlock.benchmark.jvm;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.quorumlock.benchmark.library.Library;

/**
 * A JVM with one client of one library, which does one task at a time. It ends when this
 * end is closed, and with this JVM at the latest.
 */
public final class WorkerJvm implements AutoCloseable {

	private static final int PATIENCE_MILLIS = (int) Duration.ofMinutes(1).toMillis();

	private final Process process;

	private final Socket socket;

	private final ObjectOutputStream tasks;

	private final ObjectInputStream replies;

	private long cpuNanos;

	private WorkerJvm(Library library, List<String> uris) throws IOException {
		try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			server.setSoTimeout(PATIENCE_MILLIS);
			this.process = new ProcessBuilder(command(server.getLocalPort(), library, uris))
				.redirectError(ProcessBuilder.Redirect.INHERIT)
				.redirectOutput(ProcessBuilder.Redirect.INHERIT)
				.start();
			this.socket = server.accept();
		}
		this.tasks = new ObjectOutputStream(this.socket.getOutputStream());
		this.tasks.flush();
		this.replies = new ObjectInputStream(new BufferedInputStream(this.socket.getInputStream()));
	}

	private static List<String> command(int port, Library library, List<String> uris) {
		List<String> command = new ArrayList<>(List.of(
				Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx2g", "-XX:+UseParallelGC",
				"-Dlogback.configurationFile=logback.xml", "-cp", System.getProperty("java.class.path"),
				Worker.class.getName(), Integer.toString(port), library.name()));
		command.addAll(uris);
		return command;
	}

	/**
	 * Starts a JVM and waits until its client is connected.
	 * @param library which library its client is of
	 * @param uris the nodes
	 * @return the JVM
	 */
	public static WorkerJvm start(Library library, List<String> uris) {
		try {
			WorkerJvm worker = new WorkerJvm(library, uris);
			worker.hear(String.class);
			return worker;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Lets it do something, without waiting for the end.
	 * @param task what to do
	 */
	public void tell(Task<?> task) {
		try {
			this.tasks.writeObject(task);
			this.tasks.reset();
			this.tasks.flush();
		}
		catch (IOException ex) {
			throw new WorkerException(ex);
		}
	}

	/**
	 * Waits for what comes back.
	 * @param type its type
	 * @param <R> its type
	 * @return the result of the first task that was told and not heard of yet
	 */
	public <R extends Serializable> R hear(Class<R> type) {
		try {
			Reply reply = (Reply) this.replies.readObject();
			this.cpuNanos += reply.cpuNanos();
			Serializable result = reply.result();
			if (result == null) {
				throw new WorkerException(String.valueOf(reply.failure()));
			}
			return type.cast(result);
		}
		catch (IOException ex) {
			throw new WorkerException(ex);
		}
		catch (ClassNotFoundException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * The CPU time it spent on all tasks so far.
	 * @return in nanoseconds
	 */
	public long cpuNanos() {
		return this.cpuNanos;
	}

	@Override
	public void close() {
		try {
			this.socket.close();
			if (!this.process.waitFor(5, TimeUnit.SECONDS)) {
				this.process.destroyForcibly();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			this.process.destroyForcibly();
			Thread.currentThread().interrupt();
		}
	}

}
