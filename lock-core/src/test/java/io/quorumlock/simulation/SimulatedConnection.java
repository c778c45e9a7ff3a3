package io.quorumlock.simulation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.quorumlock.node.Answer;
import io.quorumlock.node.Batch;
import io.quorumlock.node.LeaseNode;
import io.quorumlock.node.Operation;

/**
 * One client's way to one node: messages take their time, in both directions, and may be
 * lost; what was sent first on a connection arrives first.
 */
public final class SimulatedConnection implements LeaseNode {

	private static final long RESUBSCRIBE_NANOS = 100_000_000;

	private final String name;

	private final World world;

	private final SimulatedProcess client;

	private final SimulatedHost host;

	private final Weather weather;

	private final Map<String, Consumer<String>> channels = new HashMap<>();

	private long connection = 1;

	private boolean subscribed;

	private long subscription;

	private boolean cut;

	private boolean deaf;

	private long lastArrival;

	private long lastReply;

	private long lastMessage;

	/**
	 * A connection.
	 * @param name the name of the node
	 * @param world the world it is in
	 * @param client the process on this side
	 * @param host the node on the other
	 * @param weather what happens to messages
	 */
	public SimulatedConnection(String name, World world, SimulatedProcess client, SimulatedHost host, Weather weather) {
		this.name = name;
		this.world = world;
		this.client = client;
		this.host = host;
		this.weather = weather;
	}

	/**
	 * Cuts the connection, or mends it.
	 * @param cut whether nothing gets through
	 */
	public void cut(boolean cut) {
		this.cut = cut;
	}

	/** From now on, all that is announced is lost on its way here. */
	public void deafen() {
		this.deaf = true;
	}

	@Override
	public String name() {
		return this.name;
	}

	/**
	 * Starts over, as after a reset: what is under way may still arrive, later than it
	 * was sent.
	 */
	public void reconnect() {
		this.connection++;
		this.lastArrival = 0;
		this.lastReply = 0;
		subscribeAgain();
	}

	@Override
	public void subscribe(String channel, Consumer<String> messages) {
		this.channels.put(channel, messages);
		if (this.channels.size() == 1) {
			this.host.attach(this);
			this.host.node().subscribe(this::announced);
			subscribeAgain();
		}
	}

	/**
	 * What the node knew of subscriptions is lost; it is told again. Without
	 * subscriptions nothing happens, by chance neither.
	 */
	void subscribeAgain() {
		if (this.channels.isEmpty()) {
			return;
		}
		this.subscribed = false;
		this.lastMessage = 0;
		long number = ++this.subscription;
		if (this.cut || this.weather.loses(true)) {
			note("lost on the way to %s from %s: %s", "subscribe");
			this.world.schedule(RESUBSCRIBE_NANOS, () -> retry(number));
			return;
		}
		this.world.schedule(this.weather.delayNanos(), () -> this.host.receive(() -> {
			this.subscribed |= number == this.subscription;
		}));
	}

	private void retry(long number) {
		if (number == this.subscription && !this.client.isDead()) {
			subscribeAgain();
		}
	}

	private void announced(String channel, String text) {
		Consumer<String> messages = this.channels.get(channel);
		if (messages == null || !this.subscribed || this.deaf) {
			return;
		}
		if (this.cut || this.weather.loses(false)) {
			note("lost from %s to %s: %s", text);
			return;
		}
		note("%s tells %s: %s", text);
		long number = this.subscription;
		this.lastMessage = Math.max(this.lastMessage, this.world.now() + this.weather.delayNanos());
		this.world.schedule(this.lastMessage - this.world.now(), () -> {
			if (number == this.subscription) {
				this.client.deliver(() -> messages.accept(text));
			}
		});
	}

	@Override
	public void submit(List<Operation> operations, Consumer<Batch> result) {
		List<Operation> sent = List.copyOf(operations);
		long number = this.connection;
		if (this.cut || this.weather.loses(true)) {
			note("lost on the way to %s from %s: %s", operations);
			return;
		}
		this.lastArrival = Math.max(this.lastArrival, this.world.now() + this.weather.delayNanos());
		int copies = this.weather.duplicates() ? 2 : 1;
		for (int copy = 0; copy < copies; copy++) {
			this.world.schedule(this.lastArrival - this.world.now(),
					() -> this.host.receive(() -> arrive(sent, number, result)));
		}
	}

	private void arrive(List<Operation> operations, long number, Consumer<Batch> result) {
		List<Answer> answers = this.host.node().run(operations, number);
		note("%s runs for %s: %s", operations);
		if (number != this.connection || this.weather.loses(false)) {
			note("lost from %s to %s: %s", answers);
			return;
		}
		note("%s answers %s: %s", answers);
		this.lastReply = Math.max(this.lastReply, this.world.now() + this.weather.delayNanos());
		this.world.schedule(this.lastReply - this.world.now(),
				() -> this.client.deliver(() -> result.accept(new Batch.Answered(answers))));
	}

	private void note(String format, Object message) {
		if (this.world.isTraced()) {
			this.world.note(() -> String.format(format, this.name, this.client, message));
		}
	}

}
