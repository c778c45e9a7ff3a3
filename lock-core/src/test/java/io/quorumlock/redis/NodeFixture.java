package io.quorumlock.redis;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.quorumlock.node.Answer;
import io.quorumlock.node.Batch;
import io.quorumlock.node.Operation;
import io.quorumlock.testing.Await;

/**
 * A node with all that it needs on the client's side.
 */
final class NodeFixture implements AutoCloseable {

	final LockEventLoop loop = new LockEventLoop();

	final RedisClient client;

	final LettuceLeaseNode node;

	NodeFixture(String uri) {
		this(RedisURI.create(uri), RedisNodeSettings.defaults());
	}

	NodeFixture(RedisURI uri, RedisNodeSettings settings) {
		this("node-1", uri, settings, new RedisServers());
	}

	NodeFixture(String name, RedisURI uri, RedisServers servers) {
		this(name, uri, RedisNodeSettings.defaults(), servers);
	}

	private NodeFixture(String name, RedisURI uri, RedisNodeSettings settings, RedisServers servers) {
		this.client = RedisClient.create(this.loop.clientResources(), uri);
		this.client.setOptions(LettuceLeaseNode.clientOptions(ClientOptions.builder()).build());
		this.node = new LettuceLeaseNode(name, this.client, settings, servers, this.loop.timers());
	}

	NodeFixture connected() {
		this.node.start();
		Await.until("the node is connected", this.node::connected);
		letVote();
		return this;
	}

	/** The test knows that nothing was forgotten, or does not care. */
	void letVote() {
		Answer.Standing standing = (Answer.Standing) answers(new Operation.Greet()).get(0);
		answers(new Operation.Admit(standing.birth(), true));
	}

	CompletableFuture<Batch> submit(Operation... operations) {
		CompletableFuture<Batch> result = new CompletableFuture<>();
		this.loop.timers().execute(() -> this.node.submit(List.of(operations), result::complete));
		return result;
	}

	Batch run(Operation... operations) {
		return submit(operations).orTimeout(10, TimeUnit.SECONDS).join();
	}

	List<Answer> answers(Operation... operations) {
		return ((Batch.Answered) run(operations)).answers();
	}

	static RedisNodeSettings impatient() {
		return RedisNodeSettings.defaults().withPatience(Duration.ofMillis(300), Duration.ofMillis(200));
	}

	@Override
	public void close() {
		this.node.close();
		this.client.shutdown(0, 1, TimeUnit.SECONDS);
		this.loop.close();
	}

}
