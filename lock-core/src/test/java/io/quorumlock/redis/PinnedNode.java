package io.quorumlock.redis;

import java.util.List;
import java.util.function.Consumer;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.quorumlock.node.Batch;
import io.quorumlock.node.LeaseNode;
import io.quorumlock.node.Operation;
import io.quorumlock.time.Timers;

/**
 * A node as an instance of the version sees it that recorded today's format: with its
 * script and its codec. It does not reconnect.
 */
public final class PinnedNode implements LeaseNode, AutoCloseable {

	private final String name;

	private final RedisClient client;

	private final StatefulRedisConnection<String, String> connection;

	private final StatefulRedisPubSubConnection<String, String> listener;

	private final Timers timers;

	private final String run;

	private final String digest;

	private final FormatOneCodec codec = PinnedFormat.codec();

	/**
	 * Connects to a node.
	 * @param name how people know it
	 * @param uri where it is
	 * @param loop the protocol's thread
	 */
	public PinnedNode(String name, String uri, LockEventLoop loop) {
		this.name = name;
		this.timers = loop.timers();
		this.client = RedisClient.create(loop.clientResources(), RedisURI.create(uri));
		this.connection = this.client.connect();
		this.listener = this.client.connectPubSub();
		this.run = ServerInfo.parse(this.connection.sync().info("server")).values().get("run_id");
		this.digest = this.connection.sync().scriptLoad(PinnedFormat.SCRIPT);
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public void submit(List<Operation> operations, Consumer<Batch> result) {
		this.connection.async()
			.<List<Object>>evalsha(this.digest, ScriptOutputType.MULTI, new String[] { PinnedFormat.PREFIX },
					this.codec.encode(1, this.run, operations))
			.whenComplete((reply, failure) -> this.timers.execute(
					() -> result.accept((failure != null) ? new Batch.Unanswered(failure.getClass().getSimpleName())
							: this.codec.decode(operations, reply))));
	}

	@Override
	public void subscribe(String channel, Consumer<String> messages) {
		String full = PinnedFormat.PREFIX + "channel:" + channel;
		this.listener.addListener(new RedisPubSubAdapter<>() {

			@Override
			public void message(String from, String message) {
				if (from.equals(full)) {
					PinnedNode.this.timers.execute(() -> messages.accept(message));
				}
			}

		});
		this.listener.async().subscribe(full);
	}

	@Override
	public void close() {
		this.connection.close();
		this.listener.close();
		this.client.shutdown();
	}

}
