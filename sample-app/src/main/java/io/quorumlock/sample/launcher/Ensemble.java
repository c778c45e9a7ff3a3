package io.quorumlock.sample.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.quorumlock.sample.Console;

import org.springframework.util.FileSystemUtils;

/**
 * All processes of the sample. Whatever was started is ended by {@link #close()}, at
 * whatever moment that comes.
 */
final class Ensemble implements AutoCloseable {

	// Maven kills what has not ended five seconds after Ctrl-C
	private static final int SECONDS_TO_END = 3;

	private final LauncherSettings settings;

	private final Path directory;

	private final List<RedisProcess> nodes = new ArrayList<>();

	private final Map<String, InstanceProcess> instances = new LinkedHashMap<>();

	private final CompletableFuture<String> failure = new CompletableFuture<>();

	private boolean closed;

	Ensemble(LauncherSettings settings) {
		this.settings = settings;
		try {
			this.directory = Files.createTempDirectory("quorum-lock-sample");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	Path directory() {
		return this.directory;
	}

	@SuppressWarnings("FutureReturnValueIgnored")
	List<RedisProcess> startNodes(RedisBinary binary) {
		for (int port : this.settings.redisPorts()) {
			unlessClosed(() -> this.nodes.add(RedisProcess.start(binary, this.directory, port)));
		}
		try {
			this.nodes.forEach(RedisProcess::awaitReady);
		}
		catch (LaunchException ex) {
			awaitEndIfClosed();
			throw ex;
		}
		this.nodes.forEach((node) -> node.process().onExit().thenRun(() -> nodeEnded(node)));
		return this.nodes;
	}

	// Ctrl-C ends nodes that have hardly begun, which is no failure to speak of
	private void awaitEndIfClosed() {
		boolean ending;
		synchronized (this) {
			ending = this.closed;
		}
		if (ending) {
			awaitFailure();
		}
	}

	void startInstances() {
		LauncherSettings.INSTANCES.forEach(this::startInstance);
	}

	@SuppressWarnings("FutureReturnValueIgnored")
	private void startInstance(String name) {
		int index = LauncherSettings.INSTANCES.indexOf(name);
		Map<String, String> properties = Map.of("lock.instance-id", name, "lock.nodes",
				this.nodes.stream().map((node) -> "redis://" + node.address()).collect(Collectors.joining(",")),
				"server.port", Integer.toString(this.settings.httpPort() + index));
		unlessClosed(() -> {
			InstanceProcess instance = InstanceProcess.start(name, properties, this.settings.arguments());
			this.instances.put(name, instance);
			instance.process().onExit().thenAccept((process) -> instanceEnded(name, process.exitValue()));
		});
	}

	private synchronized void unlessClosed(Runnable start) {
		if (!this.closed) {
			start.run();
		}
	}

	private synchronized void nodeEnded(RedisProcess node) {
		if (!this.closed) {
			Console.print("redis " + node.address() + " has ended; a lock needs 2 of the 3 nodes");
		}
	}

	// One that was killed is started again, as any platform would. One that fails is not
	private synchronized void instanceEnded(String name, int exitCode) {
		if (this.closed) {
			return;
		}
		if (exitCode == 1) {
			this.failure.complete("Instance " + name + " failed, see above. Everything is ended.");
			return;
		}
		Console.print(name + " │ has ended (exit code " + exitCode + ") and is started again");
		startInstance(name);
	}

	/**
	 * Waits for as long as all is well.
	 * @return why it no longer is
	 */
	String awaitFailure() {
		return this.failure.join();
	}

	@Override
	public void close() {
		synchronized (this) {
			this.closed = true;
		}
		// Instances first: they give their leases back to the nodes
		this.instances.values().forEach(InstanceProcess::stop);
		CompletableFuture
			.allOf(this.instances.values()
				.stream()
				.map((instance) -> instance.process().onExit())
				.toArray(CompletableFuture[]::new))
			.completeOnTimeout(null, SECONDS_TO_END, TimeUnit.SECONDS)
			.join();
		this.instances.values().forEach(InstanceProcess::end);
		this.nodes.forEach(RedisProcess::stop);
		this.nodes.forEach(RedisProcess::close);
		try {
			FileSystemUtils.deleteRecursively(this.directory);
		}
		catch (IOException ex) {
			// Left to the system's own cleaning of temporary files
		}
	}

}
