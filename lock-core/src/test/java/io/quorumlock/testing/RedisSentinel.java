package io.quorumlock.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A real Sentinel on a free port of the loopback interface, which alone decides on a
 * failover. It ends with this JVM at the latest.
 */
public final class RedisSentinel implements AutoCloseable {

	private final int port = FreePorts.next();

	private final Path configuration;

	private final Process process;

	private RedisSentinel(String name, RedisServer master) throws IOException {
		this.configuration = Files.createTempFile("sentinel", ".conf");
		Files.write(this.configuration, List.of("port " + this.port, "bind 127.0.0.1",
				"sentinel monitor " + name + " 127.0.0.1 " + master.port() + " 1",
				"sentinel down-after-milliseconds " + name + " 500", "sentinel failover-timeout " + name + " 1000"));
		this.process = new ProcessBuilder(RedisBinary.preferred().path(), this.configuration.toString(), "--sentinel")
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start();
		Runtime.getRuntime().addShutdownHook(new Thread(this.process::destroyForcibly));
		Await.until("the Sentinel knows a replica", () -> answer("SENTINEL REPLICAS " + name).equals("*1"));
	}

	/**
	 * Starts a Sentinel, and waits until it knows a replica that could take over.
	 * @param name what it is to call the server
	 * @param master a server that has one replica
	 * @return the Sentinel
	 */
	public static RedisSentinel watch(String name, RedisServer master) {
		Await.until("the replica is up to date", () -> master.execute("WAIT 1 100").equals(":1"));
		try {
			return new RedisSentinel(name, master);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private String answer(String line) {
		try {
			return RedisServer.command(this.port, line);
		}
		catch (IOException ex) {
			// It does not listen yet
			return "";
		}
	}

	/**
	 * Where it listens.
	 * @return host and port
	 */
	public String address() {
		return "127.0.0.1:" + this.port;
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
		this.process.onExit().join();
		try {
			Files.deleteIfExists(this.configuration);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
