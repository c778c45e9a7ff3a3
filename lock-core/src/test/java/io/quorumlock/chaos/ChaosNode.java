package io.quorumlock.chaos;

import java.net.InetAddress;

import io.quorumlock.testing.FaultProxy;
import io.quorumlock.testing.RedisServer;

/**
 * A Redis server that keeps its data, behind a network that fails.
 */
final class ChaosNode implements AutoCloseable {

	private final RedisServer server = RedisServer.start(AppendOnlyFile.OPTIONS);

	private final FaultProxy proxy;

	ChaosNode(InetAddress address) {
		this.proxy = FaultProxy.start(address, this.server.port());
	}

	RedisServer server() {
		return this.server;
	}

	FaultProxy proxy() {
		return this.proxy;
	}

	AppendOnlyFile data() {
		return new AppendOnlyFile(this.server.directory());
	}

	String uri(String host) {
		return "redis://" + host + ":" + this.proxy.port();
	}

	@Override
	public void close() {
		this.proxy.close();
		this.server.close();
	}

}
