package io.quorumlock.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

import io.quorumlock.testing.FaultProxy.Direction;
import org.jspecify.annotations.Nullable;

/**
 * One connection through a {@link FaultProxy}. Used on the proxy's thread only.
 */
final class ProxyLink {

	private final SocketChannel client;

	private final @Nullable SocketChannel server;

	private final ProxyStream requests;

	private final ProxyStream replies;

	private boolean closed;

	private ProxyLink(Selector selector, SocketChannel client, @Nullable SocketChannel server) throws IOException {
		this.client = client;
		this.server = server;
		this.requests = new ProxyStream(Direction.TO_SERVER, client, server, this::reset);
		this.replies = new ProxyStream(Direction.TO_CLIENT, server, client, this::reset);
		this.requests.register(selector);
		this.replies.register(selector);
	}

	/**
	 * Connects to the server too, unless the connection is to stay half open.
	 * @throws IOException if the server refuses; the client is reset then
	 */
	static ProxyLink open(Selector selector, SocketChannel client, int serverPort, boolean halfOpen)
			throws IOException {
		try {
			// To the loopback interface, so it takes no time, also to a paused server
			SocketChannel server = halfOpen ? null
					: SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), serverPort));
			return new ProxyLink(selector, client, server);
		}
		catch (IOException ex) {
			reset(client);
			throw ex;
		}
	}

	void flush(long now, boolean stalled) {
		if (!stalled) {
			this.requests.flush(now);
			this.replies.flush(now);
		}
		if (this.requests.isOver() || this.replies.isOver()) {
			close();
		}
	}

	/**
	 * How long until there is something to write.
	 * @return nanoseconds, or {@link Long#MAX_VALUE}
	 */
	long waitNanos(long now, boolean stalled) {
		return stalled ? Long.MAX_VALUE : Math.min(this.requests.waitNanos(now), this.replies.waitNanos(now));
	}

	void spoil() {
		this.requests.spoil();
		this.replies.spoil();
	}

	boolean isSpoiled() {
		return this.server == null || this.requests.isSpoiled() || this.replies.isSpoiled();
	}

	boolean isClosed() {
		return this.closed;
	}

	void reset() {
		this.closed = true;
		reset(this.client);
		if (this.server != null) {
			reset(this.server);
		}
	}

	private void close() {
		this.closed = true;
		close(this.client);
		if (this.server != null) {
			close(this.server);
		}
	}

	private static void reset(SocketChannel channel) {
		try {
			channel.setOption(StandardSocketOptions.SO_LINGER, 0);
		}
		catch (IOException ex) {
			// It is closed already
		}
		close(channel);
	}

	private static void close(SocketChannel channel) {
		try {
			channel.close();
		}
		catch (IOException ex) {
			// Whatever was wrong with it is over
		}
	}

}
