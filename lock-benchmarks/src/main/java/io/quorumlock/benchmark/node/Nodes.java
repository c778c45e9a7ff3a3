package io.quorumlock.benchmark.node;

import java.time.Duration;
import java.util.List;

import io.quorumlock.testing.RedisQuorum;
import io.quorumlock.testing.RedisServer;

/**
 * The nodes that all contestants use, one after the other: reached directly, or through a
 * proxy that brings them far away.
 */
public final class Nodes implements AutoCloseable {

	private final RedisQuorum quorum;

	private final DelayProxy proxy;

	private final RoundTrip roundTrip;

	private Nodes(int size) {
		this.quorum = RedisQuorum.start(size);
		this.proxy = DelayProxy.start(this.quorum.servers().stream().map(RedisServer::port).toList());
		this.roundTrip = RoundTrip.calibrate(this.proxy);
	}

	/**
	 * Starts servers.
	 * @param size how many
	 * @return the nodes
	 */
	public static Nodes start(int size) {
		return new Nodes(size);
	}

	/**
	 * The addresses of the first nodes.
	 * @param count how many
	 * @param distance how far away they are
	 * @return a URI for each
	 */
	public List<String> uris(int count, Distance distance) {
		List<String> all = (distance == Distance.NEAR) ? this.quorum.uris()
				: this.proxy.ports().stream().map((port) -> "redis://127.0.0.1:" + port).toList();
		return all.subList(0, count);
	}

	/**
	 * How far away the far ones are.
	 * @return as measured
	 */
	public RoundTrip roundTrip() {
		return this.roundTrip;
	}

	/**
	 * How long a round trip to a far one takes after everybody on the way has slept for a
	 * while, as threads and processors wake up slowly.
	 * @param pause for how long nothing is sent before each
	 * @param count how many to measure
	 * @return what half of them take, in nanoseconds
	 */
	public long roundTripAfter(Duration pause, int count) {
		return RoundTrip.afterPauses(this.proxy, pause, count);
	}

	/**
	 * What they run.
	 * @return the program and its version
	 */
	public String version() {
		return "Redis " + NodeInfo.of(this.quorum.server(0).port()).text("redis_version");
	}

	/**
	 * Stops the last nodes without ending them: connections stay, answers do not come.
	 * @param count how many
	 */
	public void hang(int count) {
		int size = this.quorum.servers().size();
		this.quorum.servers().subList(size - count, size).forEach(RedisServer::pause);
	}

	/**
	 * Lets all go on.
	 */
	public void resume() {
		this.quorum.servers().forEach(RedisServer::resume);
	}

	@Override
	public void close() {
		resume();
		this.proxy.close();
		this.quorum.close();
	}

}
