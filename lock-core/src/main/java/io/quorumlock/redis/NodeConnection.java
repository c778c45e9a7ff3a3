package io.quorumlock.redis;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.NestedMultiOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.quorumlock.node.Batch;
import io.quorumlock.node.Operation;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a node, from its handshake to its loss; never reconnected, so that
 * what was sent on it is never sent again. Used on the protocol's thread only.
 */
final class NodeConnection {

	private static final byte[] DIGEST = bytes(LeaseScript.DIGEST);

	private static final byte[] KEY = bytes(LeaseScript.PREFIX);

	private final StatefulRedisConnection<String, String> connection;

	private final long number;

	private final BatchCodec codec;

	private final ProtocolThread thread;

	private final Consumer<String> onLost;

	private final Silence silence;

	private long sequence;

	private boolean sending;

	private boolean loading;

	private boolean ended;

	private String run = "";

	private @Nullable Runnable onEnd;

	/**
	 * Takes over a connection that nobody has used.
	 * @param connection the connection
	 * @param number its number, above that of all earlier connections to this node
	 * @param codec the codec
	 * @param settings how long to wait for a sign of life
	 * @param thread the protocol's thread
	 * @param onLost told once why the connection ended, unless it was closed
	 */
	NodeConnection(StatefulRedisConnection<String, String> connection, long number, BatchCodec codec,
			RedisNodeSettings settings, ProtocolThread thread, Consumer<String> onLost) {
		this.connection = connection;
		this.number = number;
		this.codec = codec;
		this.thread = thread;
		this.onLost = onLost;
		this.silence = new Silence(thread.timers(), settings.silence(), () -> end("no answer for too long"));
	}

	/**
	 * Makes the connection ready for batches. A handshake that takes too long is for the
	 * caller to end.
	 * @param node the name of the node
	 * @param servers knows the servers of the other nodes
	 * @return completes when it is, or fails
	 */
	CompletionStage<Void> start(String node, RedisServers servers) {
		this.connection.addListener(new RedisConnectionStateListener() {

			@Override
			public void onRedisDisconnected(RedisChannelHandler<?, ?> lost) {
				NodeConnection.this.thread.run(() -> end("connection lost"));
			}

		});
		CompletionStage<Void> handshake = this.thread.bring(Handshake.perform(this.connection.async(), node, servers))
			.thenCompose((id) -> {
				this.run = id;
				return join(node, servers.membership());
			});
		if (!this.connection.isOpen()) {
			// It was lost before there was a listener
			this.thread.later(() -> end("connection lost"));
		}
		return handshake;
	}

	private CompletionStage<Void> join(String node, @Nullable Membership membership) {
		if (membership == null || this.ended) {
			return CompletableFuture.completedFuture(null);
		}
		RollCall roll = new ScriptRollCall(this.connection.async(), this.run, membership.entry(), this.thread,
				this::end);
		this.onEnd = () -> membership.lost(node, roll);
		return membership.join(node, roll);
	}

	void send(List<Operation> operations, Consumer<Batch> result) {
		List<Operation> batch = List.copyOf(operations);
		send(new Call(batch, this.codec.encode(this.number, this.run, batch), result));
	}

	private void send(Call call) {
		call.sentAs(++this.sequence);
		this.silence.sent();
		// Lettuce completes what it rejects while it is being sent
		this.sending = true;
		try {
			this.connection.async()
				.dispatch(CommandType.EVALSHA, new NestedMultiOutput<>(StringCodec.UTF8), evaluate(call.arguments()))
				.whenComplete((reply, failure) -> arrived(call, reply, failure));
		}
		catch (RuntimeException ex) {
			arrived(call, null, ex);
		}
		finally {
			this.sending = false;
		}
	}

	/**
	 * The arguments as bytes, which Lettuce writes as they are: it encodes each text into
	 * a buffer of its own first.
	 */
	private static CommandArgs<String, String> evaluate(String[] arguments) {
		CommandArgs<String, String> args = new CommandArgs<>(StringCodec.UTF8).add(DIGEST).add(1).add(KEY);
		for (String argument : arguments) {
			args.add(bytes(argument));
		}
		return args;
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private void arrived(Call call, @Nullable Object reply, @Nullable Throwable failure) {
		if (this.thread.isCurrent() && !this.sending) {
			conclude(call, reply, failure);
		}
		else {
			this.thread.later(() -> conclude(call, reply, failure));
		}
	}

	private void conclude(Call call, @Nullable Object reply, @Nullable Throwable failure) {
		if (failure == null || failure instanceof RedisCommandExecutionException) {
			this.silence.answered();
		}
		else {
			// Lettuce may have lost count of which reply belongs to which command
			end(Failure.reason(failure));
		}
		if (failure instanceof RedisNoScriptException && !this.ended) {
			scriptMissing(call);
		}
		else if (failure != null) {
			call.complete(new Batch.Unanswered(Failure.reason(failure)));
		}
		else if (this.ended) {
			call.complete(new Batch.Unanswered("connection closed"));
		}
		else {
			call.complete(this.codec.decode(call.operations(), reply));
		}
	}

	/**
	 * The server was told to forget its scripts, so this batch is known not to have run.
	 * It may be sent again only if it was the last one: one sent after it may have run,
	 * if another client loaded the script in between, and a release must not come before
	 * its acquire.
	 */
	private void scriptMissing(Call call) {
		loadScript();
		if (call.sequence() == this.sequence && !call.isRepeated()) {
			send(call);
		}
		else {
			call.complete(new Batch.Unanswered("the server had forgotten the script"));
		}
	}

	private void loadScript() {
		if (!this.loading) {
			this.loading = true;
			this.connection.async()
				.scriptLoad(LeaseScript.SOURCE)
				.whenComplete((digest, failure) -> this.thread.run(() -> this.loading = false));
		}
	}

	/**
	 * Ends the connection; what is unanswered will be told so.
	 */
	@SuppressWarnings("FutureReturnValueIgnored")
	void close() {
		if (!this.ended) {
			this.ended = true;
			this.silence.stop();
			if (this.onEnd != null) {
				this.onEnd.run();
			}
			// Also when it is lost, or the client would keep it for ever
			if (!(this.connection instanceof RedisChannelHandler<?, ?> handler && handler.isClosed())) {
				this.connection.closeAsync();
			}
		}
	}

	private void end(String reason) {
		if (!this.ended) {
			close();
			this.onLost.accept(reason);
		}
	}

}
