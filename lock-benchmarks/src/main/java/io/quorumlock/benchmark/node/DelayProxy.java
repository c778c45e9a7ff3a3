package io.quorumlock.benchmark.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings the nodes far away: all that is sent to them and comes back arrives later by a
 * fixed time. One thread reads for all nodes and another one writes what is due, as a
 * selector wakes up on whole milliseconds only, a parked thread within some 60 µs.
 */
public final class DelayProxy implements AutoCloseable {

	private static final int BUFFER_SIZE = 64 * 1024;

	private final Selector selector;

	private final List<ServerSocketChannel> listeners = new ArrayList<>();

	private final DelayLine line = new DelayLine();

	private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_SIZE);

	private DelayProxy(List<Integer> serverPorts) throws IOException {
		this.selector = Selector.open();
		for (int serverPort : serverPorts) {
			ServerSocketChannel listener = ServerSocketChannel.open()
				.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
			listener.configureBlocking(false);
			listener.register(this.selector, SelectionKey.OP_ACCEPT, serverPort);
			this.listeners.add(listener);
		}
		start(this::read, "delay-proxy-reader");
		start(this.line::run, "delay-proxy-writer");
	}

	private static void start(Runnable task, String name) {
		Thread thread = new Thread(task, name);
		thread.setDaemon(true);
		thread.start();
	}

	/**
	 * Starts a proxy that does not delay anything yet.
	 * @param serverPorts the ports of the nodes on the loopback interface
	 * @return the proxy
	 */
	public static DelayProxy start(List<Integer> serverPorts) {
		try {
			return new DelayProxy(serverPorts);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Delays from now on.
	 * @param nanos by how many nanoseconds, each way
	 */
	public void delay(long nanos) {
		this.line.delay(nanos);
	}

	/**
	 * Where to connect to instead of the nodes.
	 * @return a port for each node
	 */
	public List<Integer> ports() {
		return this.listeners.stream().map((listener) -> listener.socket().getLocalPort()).toList();
	}

	private void read() {
		try {
			while (true) {
				this.selector.select(this::ready);
			}
		}
		catch (ClosedSelectorException ex) {
			// Told to end
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void ready(SelectionKey key) {
		try {
			if (key.isValid() && key.isAcceptable()) {
				accept((ServerSocketChannel) key.channel(), (Integer) key.attachment());
			}
			else if (key.isValid() && key.isReadable()) {
				forward(key, (SocketChannel) key.channel(), (SocketChannel) key.attachment());
			}
		}
		catch (IOException ex) {
			key.cancel();
		}
	}

	private void accept(ServerSocketChannel listener, int serverPort) throws IOException {
		SocketChannel client = listener.accept();
		if (client == null) {
			return;
		}
		SocketChannel server = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), serverPort));
		for (SocketChannel channel : List.of(client, server)) {
			channel.configureBlocking(false);
			channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
			channel.register(this.selector, SelectionKey.OP_READ, (channel == client) ? server : client);
		}
	}

	private void forward(SelectionKey key, SocketChannel source, SocketChannel target) throws IOException {
		long now = System.nanoTime();
		int count = source.read(this.buffer.clear());
		if (count < 0) {
			key.cancel();
			source.close();
			target.close();
		}
		else if (count > 0) {
			this.line.add(target, ByteBuffer.allocate(count).put(this.buffer.flip()).flip(), now);
		}
	}

	@Override
	public void close() {
		try {
			for (SelectionKey key : this.selector.keys()) {
				key.channel().close();
			}
			this.selector.close();
			this.line.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
