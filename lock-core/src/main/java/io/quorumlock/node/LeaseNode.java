package io.quorumlock.node;

import java.util.List;
import java.util.function.Consumer;

/**
 * The way to one voting node. Implementations send a batch at most once, keep the order
 * of the batches submitted while a connection lasts, and never block.
 */
public interface LeaseNode {

	/**
	 * The name by which people know this node, without credentials.
	 * @return the name, unique among the nodes
	 */
	String name();

	/**
	 * Whether batches can be sent. From any thread.
	 * @return {@code false} if the node is known not to be reached now
	 */
	default boolean connected() {
		return true;
	}

	/**
	 * Sends a batch. Called on the protocol's thread.
	 * @param operations what to do, in this order and atomically; may be empty, as a
	 * question for a sign of life
	 * @param result called on the protocol's thread, at most once and never from within
	 * this call; an answer may also never come
	 */
	void submit(List<Operation> operations, Consumer<Batch> result);

	/**
	 * Listens to what is announced on a channel, from now on or from when the node is
	 * connected, and again after each reconnect. Messages are hints: what is announced
	 * while there is no connection is lost. Called on the protocol's thread, at most once
	 * for a channel.
	 * @param channel the channel
	 * @param messages takes each message on the protocol's thread, never from within this
	 * call
	 */
	void subscribe(String channel, Consumer<String> messages);

}
