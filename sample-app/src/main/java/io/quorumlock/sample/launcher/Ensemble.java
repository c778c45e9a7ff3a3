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
import io.quorumlock.sample.control.ControlRoom;
import io.quorumlock.sample.control.InstanceSlot;
import io.quorumlock.sample.control.Machinery;
import io.quorumlock.sample.control.NodeAction;
import io.quorumlock.sample.control.NodeProcess;
import org.jspecify.annotations.Nullable;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.util.FileSystemUtils;

/**
 * All processes of the sample. Whatever was started is ended by {@link #close()}, at
 * whatever moment that comes.
 */
final class Ensemble implements Machinery, AutoCloseable {

	// Maven kills what has not ended five seconds after Ctrl-C
	private static final int SECONDS_TO_END = 3;

	private final LauncherSettings settings;

	private final Path directory;

	private final Map<String, RedisNode> nodes = new LinkedHashMap<>();

	private final Map<String, InstanceProcess> instances = new LinkedHashMap<>();

	private final CompletableFuture<String> failure = new CompletableFuture<>();

	private @Nullable Database database;

	private @Nullable ControlRoom controlRoom;

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

	List<RedisNode> startNodes(RedisBinary binary) {
		int number = 0;
		for (int port : this.settings.redisPorts()) {
			String name = "redis-" + ++number;
			unlessClosed(() -> this.nodes.put(name, new RedisNode(name, port, binary, this.directory)));
		}
		List<RedisNode> started = allNodes();
		try {
			started.forEach(RedisNode::awaitReady);
		}
		catch (LaunchException ex) {
			awaitEndIfClosed();
			throw ex;
		}
		return started;
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

	void openControlRoom() {
		unlessClosed(() -> this.database = this.settings.ownDatabase() ? Database.start() : null);
		Map<String, String> properties = new LinkedHashMap<>(datasource());
		properties.put("server.port", Integer.toString(this.settings.httpPort()));
		ControlRoom opened = openControlRoom(properties);
		synchronized (this) {
			if (!this.closed) {
				this.controlRoom = opened;
				return;
			}
		}
		opened.close();
	}

	private ControlRoom openControlRoom(Map<String, String> properties) {
		try {
			return ControlRoom.open(this,
					LauncherSettings.INSTANCES.stream()
						.map((name) -> new InstanceSlot(name, this.settings.httpPort(name)))
						.toList(),
					properties, this.settings.arguments());
		}
		catch (RuntimeException ex) {
			awaitEndIfClosed();
			throw new LaunchException(
					"The control room cannot be opened: " + NestedExceptionUtils.getMostSpecificCause(ex).getMessage(),
					ex);
		}
	}

	private Map<String, String> datasource() {
		return (this.database != null) ? this.database.properties() : Map.of();
	}

	void startInstances() {
		LauncherSettings.INSTANCES.forEach(this::startInstance);
	}

	@SuppressWarnings("FutureReturnValueIgnored")
	private void startInstance(String name) {
		Map<String, String> properties = Map.of("lock.instance-id", name, "lock.nodes",
				this.nodes.values()
					.stream()
					.map((node) -> "redis://" + node.address())
					.collect(Collectors.joining(",")),
				"server.port", Integer.toString(this.settings.httpPort(name)),
				// What a killed instance leaves there goes with all else
				"java.io.tmpdir", this.directory.toString());
		unlessClosed(() -> {
			ControlRoom room = this.controlRoom;
			InstanceProcess instance = InstanceProcess.start(name, properties, datasource(), this.settings.arguments(),
					(report) -> {
						if (room != null) {
							room.told(name, report);
						}
					});
			this.instances.put(name, instance);
			if (room != null) {
				room.started(name, instance.process().pid());
			}
			instance.process().onExit().thenAccept((process) -> instanceEnded(name, process.exitValue()));
		});
	}

	private synchronized void unlessClosed(Runnable start) {
		if (!this.closed) {
			start.run();
		}
	}

	// One that was killed is started again, as any platform would. One that fails is not
	private synchronized void instanceEnded(String name, int exitCode) {
		if (this.closed) {
			return;
		}
		if (this.controlRoom != null) {
			// What it said last counts
			instance(name).end();
			this.controlRoom.ended(name);
		}
		if (exitCode == 1) {
			this.failure.complete("Instance " + name + " failed, see above. Everything is ended.");
			return;
		}
		Console.print(name + " │ has ended (exit code " + exitCode + ") and is started again");
		startInstance(name);
	}

	@Override
	public List<NodeProcess> nodes() {
		return allNodes().stream().map(RedisNode::status).toList();
	}

	private synchronized List<RedisNode> allNodes() {
		return new ArrayList<>(this.nodes.values());
	}

	@Override
	public void disturb(String node, NodeAction action) {
		RedisNode found;
		synchronized (this) {
			found = this.nodes.get(node);
		}
		if (found == null) {
			throw new IllegalArgumentException("There is no node '" + node + "'");
		}
		found.disturb(action);
	}

	@Override
	public void kill(String instance) {
		instance(instance).process().destroyForcibly();
	}

	@Override
	public void tell(String instance, String command) {
		instance(instance).tell(command);
	}

	@Override
	public void requirePauses() {
		RedisNode.requireGuard();
	}

	private synchronized InstanceProcess instance(String name) {
		InstanceProcess instance = this.instances.get(name);
		if (instance == null) {
			throw new IllegalArgumentException("There is no instance '" + name + "'");
		}
		return instance;
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
		if (this.controlRoom != null) {
			this.controlRoom.close();
		}
		if (this.database != null) {
			this.database.close();
		}
		allNodes().forEach(RedisNode::stop);
		allNodes().forEach(RedisNode::close);
		try {
			FileSystemUtils.deleteRecursively(this.directory);
		}
		catch (IOException ex) {
			// Left to the system's own cleaning of temporary files
		}
	}

}
