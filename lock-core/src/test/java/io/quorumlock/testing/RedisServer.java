package io.quorumlock.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A real redis-server process on a free port of the loopback interface, without
 * persistence. It ends with this JVM at the latest.
 */
public final class RedisServer implements AutoCloseable {

	private static final Set<Process> running = ConcurrentHashMap.newKeySet();

	static {
		Runtime.getRuntime().addShutdownHook(new Thread(() -> running.forEach(Process::destroyForcibly)));
	}

	private final RedisBinary binary;

	private final int port;

	private final Path directory;

	private final List<String> options;

	private Process process;

	private RedisServer(RedisBinary binary, List<String> options) throws IOException {
		this.binary = binary;
		this.port = FreePorts.next();
		this.directory = Files.createTempDirectory("redis");
		this.options = options;
		this.process = launch();
	}

	/**
	 * Starts a server and waits until it answers.
	 * @param options further options, such as {@code --requirepass secret}
	 * @return the server
	 */
	public static RedisServer start(String... options) {
		return start(RedisBinary.preferred(), options);
	}

	/**
	 * Starts a server of a certain version and waits until it answers.
	 * @param binary the program
	 * @param options further options
	 * @return the server
	 */
	public static RedisServer start(RedisBinary binary, String... options) {
		try {
			return new RedisServer(binary, List.of(options));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private Process launch() throws IOException {
		List<String> command = new ArrayList<>(
				List.of(this.binary.path(), "--port", Integer.toString(this.port), "--bind", "127.0.0.1", "--save", "",
						"--appendonly", "no", "--maxmemory-policy", "noeviction", "--dir", this.directory.toString()));
		command.addAll(this.options);
		Process launched = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(this.directory.resolve("redis.out").toFile())
			.start();
		running.add(launched);
		Await.until("redis-server on port " + this.port + " answers", () -> {
			if (!launched.isAlive()) {
				throw new IllegalStateException("redis-server did not start: " + output());
			}
			return answers();
		});
		return launched;
	}

	private String output() {
		try {
			return Files.readString(this.directory.resolve("redis.out"));
		}
		catch (IOException ex) {
			return ex.toString();
		}
	}

	// A server that wants a password answers, too
	private boolean answers() {
		try {
			String reply = command("PING");
			return reply.startsWith("+PONG") || reply.startsWith("-NOAUTH");
		}
		catch (IOException ex) {
			return false;
		}
	}

	private String command(String line) throws IOException {
		return command(this.port, line);
	}

	static String command(int port, String line) throws IOException {
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
			socket.setSoTimeout(1000);
			socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
			BufferedReader reader = new BufferedReader(
					new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
			String reply = reader.readLine();
			return (reply != null) ? reply : "";
		}
	}

	/**
	 * The port.
	 * @return the port on 127.0.0.1
	 */
	public int port() {
		return this.port;
	}

	/**
	 * The address as a Redis URI, without credentials.
	 * @return the URI
	 */
	public String uri() {
		return "redis://127.0.0.1:" + this.port;
	}

	/**
	 * Where the server keeps its data if it was told to.
	 * @return its working directory
	 */
	public Path directory() {
		return this.directory;
	}

	/**
	 * Stops the process without ending it: connections stay, answers do not come.
	 */
	public void pause() {
		signal("STOP");
	}

	/**
	 * Lets a paused process go on.
	 */
	public void resume() {
		signal("CONT");
	}

	private void signal(String name) {
		try {
			int exit = new ProcessBuilder("kill", "-" + name, Long.toString(this.process.pid())).start().waitFor();
			if (exit != 0) {
				throw new IllegalStateException("kill -" + name + " failed: " + exit);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Kills the process, paused or not, and waits for its end; data that it was not told
	 * to keep is lost.
	 */
	public void kill() {
		this.process.destroyForcibly();
		this.process.onExit().join();
		running.remove(this.process);
	}

	/**
	 * Starts the server again on the same port, after killing it if need be; empty,
	 * unless it was told to keep its data.
	 */
	public void restart() {
		kill();
		try {
			this.process = launch();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Deletes all data.
	 */
	public void flushAll() {
		execute("FLUSHALL");
	}

	/**
	 * Runs a command without blanks in its arguments.
	 * @param line the command and its arguments
	 * @return the first line of the reply, as Redis wrote it
	 */
	public String execute(String line) {
		try {
			String reply = command(line);
			if (reply.startsWith("-")) {
				throw new IllegalStateException(reply);
			}
			return reply;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Whether the process runs.
	 * @return {@code true} if so, also if it is paused
	 */
	public boolean isRunning() {
		return this.process.isAlive();
	}

	@Override
	public void close() {
		kill();
		try (Stream<Path> files = Files.walk(this.directory)) {
			for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
				Files.deleteIfExists(each);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
