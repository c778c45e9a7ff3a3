package io.quorumlock.redis;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.pubsub.api.async.RedisPubSubAsyncCommands;
import io.quorumlock.time.Timers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens to channels of a node, on a connection of its own that is there only if
 * somebody listens. Messages are hints, so its loss is no news; it comes back by itself.
 * Used on the protocol's thread only.
 */
final class Subscriptions {

	private static final Logger logger = LoggerFactory.getLogger(Subscriptions.class);

	private static final String CHANNEL = LeaseScript.PREFIX + "channel:";

	/**
	 * After how many times the patience with silence a connection is asked for a sign.
	 */
	private static final int PATIENCES_PER_PING = 6;

	private final String node;

	private final RedisClient client;

	private final Login login;

	private final ProtocolThread thread;

	private final Reconnect reconnect;

	private final Silence silence;

	private final long pingNanos;

	private final Map<String, Consumer<String>> channels = new HashMap<>();

	private @Nullable StatefulRedisPubSubConnection<String, String> connection;

	private Timers.@Nullable Timer ping;

	private boolean allowed;

	private boolean connecting;

	private boolean refused;

	private boolean closed;

	Subscriptions(String node, RedisClient client, Login login, RedisNodeSettings settings, ProtocolThread thread) {
		this.node = node;
		this.client = client;
		this.login = login;
		this.thread = thread;
		this.reconnect = new Reconnect(thread.timers(), Reconnect.intervals(settings), this::connect);
		this.silence = new Silence(thread.timers(), settings.silence(), () -> lost(this.connection));
		this.pingNanos = PATIENCES_PER_PING * settings.silence().toNanos();
	}

	void add(String channel, Consumer<String> messages) {
		String full = CHANNEL + channel;
		this.channels.put(full, messages);
		StatefulRedisPubSubConnection<String, String> current = this.connection;
		if (current != null) {
			send(current, (commands) -> commands.subscribe(full));
		}
		else {
			connect();
		}
	}

	/** The server is there and fit to be a node, so it may be connected to. */
	void serverFound() {
		this.allowed = true;
		if (this.connection != null) {
			// Another connection was lost, so this one may be
			ping(this.connection);
		}
		connect();
	}

	/** The server may be gone, so there is no use in connecting until it is found. */
	void serverLost() {
		this.allowed = false;
	}

	void close() {
		this.closed = true;
		this.reconnect.stop();
		drop();
	}

	@SuppressWarnings("FutureReturnValueIgnored")
	private void connect() {
		if (this.closed || !this.allowed || this.connecting || this.connection != null || this.channels.isEmpty()) {
			return;
		}
		this.connecting = true;
		try {
			this.login.prepare()
				.thenCompose((uri) -> this.client.connectPubSubAsync(StringCodec.UTF8, uri))
				.whenComplete((connected, failure) -> this.thread.run(() -> connected(connected)));
		}
		catch (RuntimeException ex) {
			connected(null);
		}
	}

	@SuppressWarnings("FutureReturnValueIgnored")
	private void connected(@Nullable StatefulRedisPubSubConnection<String, String> connected) {
		this.connecting = false;
		if (connected == null) {
			this.reconnect.later();
		}
		else if (this.closed) {
			connected.closeAsync();
		}
		else {
			this.connection = connected;
			begin(connected);
		}
	}

	private void begin(StatefulRedisPubSubConnection<String, String> connected) {
		connected.addListener(new RedisConnectionStateListener() {

			@Override
			public void onRedisDisconnected(RedisChannelHandler<?, ?> ignored) {
				Subscriptions.this.thread.run(() -> lost(connected));
			}

		});
		connected.addListener(new RedisPubSubAdapter<>() {

			@Override
			public void message(String channel, String message) {
				Subscriptions.this.thread.run(() -> deliver(channel, message));
			}

		});
		if (!connected.isOpen()) {
			// It was lost before there was a listener
			this.thread.later(() -> lost(connected));
		}
		schedulePing(connected);
		send(connected, (commands) -> commands.subscribe(this.channels.keySet().toArray(new String[0])));
	}

	private void deliver(String channel, String message) {
		Consumer<String> messages = this.channels.get(channel);
		if (this.closed || messages == null) {
			return;
		}
		try {
			messages.accept(message);
		}
		catch (RuntimeException ex) {
			// Would else vanish in Lettuce
			logger.atError()
				.addKeyValue("node", this.node)
				.setCause(ex)
				.log("A message of node {} could not be dealt with", this.node);
		}
	}

	/**
	 * Who only listens would not notice that a connection leads nowhere any more.
	 */
	private void schedulePing(StatefulRedisPubSubConnection<String, String> connected) {
		this.ping = this.thread.timers().schedule(this.pingNanos, () -> {
			schedulePing(connected);
			ping(connected);
		});
	}

	private void ping(StatefulRedisPubSubConnection<String, String> connected) {
		send(connected, (commands) -> commands.ping());
	}

	@SuppressWarnings("FutureReturnValueIgnored")
	private void send(StatefulRedisPubSubConnection<String, String> connected,
			Function<RedisPubSubAsyncCommands<String, String>, RedisFuture<?>> command) {
		this.silence.sent();
		try {
			command.apply(connected.async())
				.whenComplete((ignored, failure) -> this.thread.later(() -> answered(connected, failure)));
		}
		catch (RuntimeException ex) {
			this.thread.later(() -> answered(connected, ex));
		}
	}

	private void answered(StatefulRedisPubSubConnection<String, String> connected, @Nullable Throwable failure) {
		if (connected != this.connection) {
			return;
		}
		if (failure == null) {
			this.silence.answered();
			this.reconnect.succeeded();
			this.refused = false;
			return;
		}
		if (failure instanceof RedisCommandExecutionException && !this.refused) {
			this.refused = true;
			logger.atWarn()
				.addKeyValue("node", this.node)
				.log("Node {} does not let its user listen to the channels {}*, which quick hand-over of locks and "
						+ "roles, transfer, forwarded commands and priorities need", this.node, CHANNEL);
		}
		lost(connected);
	}

	private void lost(@Nullable StatefulRedisPubSubConnection<String, String> former) {
		if (former != null && former == this.connection) {
			drop();
			this.reconnect.later();
		}
	}

	@SuppressWarnings("FutureReturnValueIgnored")
	private void drop() {
		this.silence.stop();
		if (this.ping != null) {
			this.ping.cancel();
			this.ping = null;
		}
		StatefulRedisPubSubConnection<String, String> former = this.connection;
		this.connection = null;
		// Also when it is lost, or the client would keep it for ever
		if (former != null && !(former instanceof RedisChannelHandler<?, ?> handler && handler.isClosed())) {
			former.closeAsync();
		}
	}

}
