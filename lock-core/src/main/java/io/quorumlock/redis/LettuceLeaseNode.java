package io.quorumlock.redis;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.quorumlock.node.Batch;
import io.quorumlock.node.LeaseNode;
import io.quorumlock.node.Operation;
import io.quorumlock.time.Timers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A voting node that is a standalone Redis server, version 6.2 or later. It has one
 * connection at a time, on which batches keep their order, and another one to listen to
 * announcements if somebody subscribes; what a lost connection leaves unanswered is never
 * sent again. A server that is down is tried again and again in the background.
 */
public final class LettuceLeaseNode implements LeaseNode, AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(LettuceLeaseNode.class);

	private static final String CONNECTED = "connected";

	private final String name;

	private final RedisClient client;

	private final Login login;

	private final RedisNodeSettings settings;

	private final RedisServers servers;

	private final ProtocolThread thread;

	private final BatchCodec codec;

	private final Reconnect reconnect;

	private final Subscriptions subscriptions;

	private final CompletableFuture<Void> attempted = new CompletableFuture<>();

	private @Nullable NodeConnection connection;

	private @Nullable NodeConnection candidate;

	private long connections;

	private boolean started;

	private boolean closed;

	private boolean toldDown;

	private volatile String status = "not started";

	private volatile @Nullable NodeProblem problem;

	/**
	 * A node at the URI that its client carries.
	 * @param name how people know the node, without credentials
	 * @param client a client with the options of {@link #clientOptions}; it stays the
	 * caller's to shut down
	 * @param settings the settings
	 * @param servers shared by the nodes of a quorum, so that no server votes twice
	 * @param timers the protocol's thread
	 * @throws IllegalArgumentException if the client has other options, or no URI
	 */
	public LettuceLeaseNode(String name, RedisClient client, RedisNodeSettings settings, RedisServers servers,
			Timers timers) {
		this(name, client, NodeOptions.uriOf(name, client), settings, servers, timers, false);
	}

	/**
	 * A node at a URI.
	 * @param name how people know the node, without credentials
	 * @param client a client with the options of {@link #clientOptions}; it stays the
	 * caller's to shut down
	 * @param uri where the server is, and the credentials for it
	 * @param settings the settings
	 * @param servers shared by the nodes of a quorum, so that no server votes twice
	 * @param timers the protocol's thread
	 * @throws IllegalArgumentException if the client has other options, or the URI is not
	 * that of one server
	 */
	public LettuceLeaseNode(String name, RedisClient client, RedisURI uri, RedisNodeSettings settings,
			RedisServers servers, Timers timers) {
		this(name, client, uri, settings, servers, timers, false);
	}

	private LettuceLeaseNode(String name, RedisClient client, RedisURI uri, RedisNodeSettings settings,
			RedisServers servers, Timers timers, boolean failover) {
		NodeOptions.require(name, client.getOptions());
		this.name = name;
		this.client = client;
		this.settings = settings;
		this.servers = servers;
		this.thread = new ProtocolThread(timers);
		this.login = new Login(NodeOptions.require(name, uri, failover), settings, this.thread);
		this.codec = new BatchCodec(settings);
		this.reconnect = new Reconnect(timers, Reconnect.intervals(settings), this::connect);
		this.subscriptions = new Subscriptions(name, client, this.login, settings, this.thread);
	}

	/**
	 * A node whose server may change: with each connection, Sentinels are asked which one
	 * is the master. A grant that had not reached the new master is lost, and a former
	 * one that is cut off may go on granting, so such a node is weaker than a server of
	 * its own; like any that may have forgotten grants, it sits out its restart guard.
	 * @param name how people know the node, without credentials
	 * @param client a client with the options of {@link #clientOptions} and with the URI
	 * of the Sentinels; it stays the caller's to shut down
	 * @param settings the settings
	 * @param servers shared by the nodes of a quorum, so that no server votes twice
	 * @param timers the protocol's thread
	 * @return the node
	 * @throws IllegalArgumentException if the client has other options, or no URI
	 */
	public static LettuceLeaseNode behindSentinels(String name, RedisClient client, RedisNodeSettings settings,
			RedisServers servers, Timers timers) {
		return new LettuceLeaseNode(name, client, NodeOptions.uriOf(name, client), settings, servers, timers, true);
	}

	/**
	 * Sets the options that a node requires of its client: no reconnect and no replay by
	 * Lettuce, and no timeouts for commands.
	 * @param builder options that are otherwise the caller's
	 * @return the same builder
	 */
	public static ClientOptions.Builder clientOptions(ClientOptions.Builder builder) {
		return NodeOptions.apply(builder);
	}

	/**
	 * Starts to connect, in the background, and returns at once. Once started, or closed,
	 * it does nothing.
	 * @return completes once the first attempt has succeeded or failed, on the protocol's
	 * thread; never exceptionally
	 */
	public CompletionStage<Void> start() {
		this.thread.run(() -> {
			if (!this.started && !this.closed) {
				this.started = true;
				this.status = "connecting";
				this.reconnect.now();
			}
		});
		return this.attempted;
	}

	@Override
	public String name() {
		return this.name;
	}

	/**
	 * Whether batches can be sent.
	 * @return {@code true} if there is a connection, and its handshake is done
	 */
	@Override
	public boolean connected() {
		return CONNECTED.equals(this.status);
	}

	/**
	 * How the connection is doing.
	 * @return {@code connected}, or a few words on why it is not, without secrets
	 */
	public String status() {
		return this.status;
	}

	/**
	 * Why batches cannot be sent.
	 * @return the problem that the last attempt to connect met, empty if it succeeded, or
	 * none has ended yet
	 */
	public Optional<NodeProblem> problem() {
		return Optional.ofNullable(this.problem);
	}

	@Override
	public void submit(List<Operation> operations, Consumer<Batch> result) {
		NodeConnection current = this.connection;
		if (current != null) {
			current.send(operations, result);
		}
		else {
			Batch.NotSent notSent = new Batch.NotSent("not connected (" + this.status + ")");
			this.thread.later(() -> result.accept(notSent));
		}
	}

	@Override
	public void subscribe(String channel, Consumer<String> messages) {
		this.subscriptions.add(channel, messages);
	}

	@SuppressWarnings("FutureReturnValueIgnored")
	private void connect() {
		try {
			this.login.prepare()
				.thenCompose((uri) -> this.client.connectAsync(StringCodec.UTF8, uri))
				.whenComplete((connected, failure) -> this.thread.run(() -> attempted(connected, failure)));
		}
		catch (RuntimeException ex) {
			failed(Failure.problem(ex));
		}
	}

	@SuppressWarnings("FutureReturnValueIgnored")
	private void attempted(@Nullable StatefulRedisConnection<String, String> connected, @Nullable Throwable failure) {
		if (connected == null) {
			failed((failure != null) ? Failure.problem(failure) : unreachable("no connection"));
		}
		else if (this.closed) {
			connected.closeAsync();
		}
		else {
			shakeHands(connected);
		}
	}

	private void shakeHands(StatefulRedisConnection<String, String> connected) {
		NodeConnection next = new NodeConnection(connected, ++this.connections, this.codec, this.settings, this.thread,
				(reason) -> lost(unreachable(reason)));
		this.candidate = next;
		Timers.Timer timeout = this.thread.timers()
			.schedule(this.settings.handshakeTimeout().toNanos(),
					() -> handshakeFailed(next, unreachable("no answer in time")));
		next.start(this.name, this.servers).whenComplete((done, failure) -> this.thread.run(() -> {
			timeout.cancel();
			if (failure != null) {
				handshakeFailed(next, Failure.problem(failure));
			}
			else if (this.candidate == next) {
				ready(next);
			}
		}));
	}

	private void handshakeFailed(NodeConnection next, NodeProblem reason) {
		if (this.candidate == next) {
			next.close();
			lost(reason);
		}
	}

	private static NodeProblem unreachable(String reason) {
		return new NodeProblem(NodeProblem.Kind.UNREACHABLE, reason);
	}

	private void ready(NodeConnection next) {
		this.candidate = null;
		this.connection = next;
		this.status = CONNECTED;
		this.problem = null;
		this.toldDown = false;
		this.reconnect.succeeded();
		this.attempted.complete(null);
		logger.atInfo().addKeyValue("node", this.name).log("Node {} is connected", this.name);
		this.subscriptions.serverFound();
	}

	private void lost(NodeProblem reason) {
		this.candidate = null;
		this.connection = null;
		this.subscriptions.serverLost();
		failed(reason);
	}

	private void failed(NodeProblem reason) {
		this.servers.release(this.name);
		if (!this.closed) {
			this.status = reason.reason();
			this.problem = reason;
			if (!this.toldDown) {
				this.toldDown = true;
				logger.atWarn()
					.addKeyValue("node", this.name)
					.log("Node {} is not connected: {}; trying again", this.name, reason.reason());
			}
			this.reconnect.later();
		}
		this.attempted.complete(null);
	}

	/**
	 * Ends the connection and all attempts to get one, waiting a moment for it. What is
	 * unanswered stays so; the client is not shut down.
	 */
	@Override
	public void close() {
		CompletableFuture<Void> done = new CompletableFuture<>();
		if (this.thread.isCurrent()) {
			shut(done);
			return;
		}
		this.thread.later(() -> shut(done));
		try {
			done.get(1, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (ExecutionException | TimeoutException ex) {
			logger.atDebug().addKeyValue("node", this.name).log("Node {} was not closed in time", this.name);
		}
	}

	private void shut(CompletableFuture<Void> done) {
		this.closed = true;
		this.status = "closed";
		this.reconnect.stop();
		this.subscriptions.close();
		this.servers.release(this.name);
		Membership membership = this.servers.membership();
		if (membership != null) {
			membership.leave(this.name);
		}
		for (NodeConnection each : new NodeConnection[] { this.candidate, this.connection }) {
			if (each != null) {
				each.close();
			}
		}
		this.candidate = null;
		this.connection = null;
		done.complete(null);
	}

	@Override
	public String toString() {
		return "LettuceLeaseNode[" + this.name + ", " + this.status + "]";
	}

}
