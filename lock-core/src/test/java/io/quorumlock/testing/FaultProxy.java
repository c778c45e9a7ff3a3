package io.quorumlock.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * A network that fails on demand: forwards TCP connections to a server on the loopback
 * interface until it is told to do worse. Faults add up until they are healed. As in TCP,
 * bytes may come late or end with their connection, but never get lost in between: what
 * was dropped is followed by nothing, and healing resets such a connection.
 */
public final class FaultProxy implements AutoCloseable {

	private static final int BUFFER_SIZE = 16 * 1024;

	private final int serverPort;

	private final ServerSocketChannel listener;

	private final Selector selector;

	private final Thread thread;

	private final Queue<Runnable> commands = new ConcurrentLinkedQueue<>();

	private final Set<ProxyLink> links = new LinkedHashSet<>();

	private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_SIZE);

	private final Set<Direction> dropped = EnumSet.noneOf(Direction.class);

	private long delayNanos;

	private boolean stalled;

	private boolean halfOpen;

	private FaultProxy(InetAddress address, int serverPort) throws IOException {
		this.serverPort = serverPort;
		this.listener = ServerSocketChannel.open().bind(new InetSocketAddress(address, 0));
		this.listener.configureBlocking(false);
		this.selector = Selector.open();
		this.listener.register(this.selector, SelectionKey.OP_ACCEPT);
		this.thread = new Thread(this::run, "fault-proxy-" + port());
		this.thread.setDaemon(true);
		this.thread.start();
	}

	/**
	 * Starts a proxy on the loopback interface.
	 * @param serverPort the server's port
	 * @return the proxy
	 */
	public static FaultProxy start(int serverPort) {
		return start(InetAddress.getLoopbackAddress(), serverPort);
	}

	/**
	 * Starts a proxy.
	 * @param address the address to listen on
	 * @param serverPort the server's port on the loopback interface
	 * @return the proxy
	 */
	public static FaultProxy start(InetAddress address, int serverPort) {
		try {
			return new FaultProxy(address, serverPort);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * The port.
	 * @return the port to connect to instead of the server's
	 */
	public int port() {
		return this.listener.socket().getLocalPort();
	}

	/**
	 * Everything takes longer, in both directions.
	 * @param delay how much longer
	 */
	public void delay(Duration delay) {
		call(() -> this.delayNanos = delay.toNanos());
	}

	/**
	 * What is sent in one direction gets lost; the other direction still works.
	 * @param direction which one
	 */
	public void drop(Direction direction) {
		call(() -> this.dropped.add(direction));
	}

	/**
	 * Nothing arrives, in either direction, until it is healed; then all of it does.
	 */
	public void stall() {
		call(() -> this.stalled = true);
	}

	/**
	 * Resets all connections; new ones are not affected.
	 */
	public void reset() {
		call(() -> this.links.forEach(ProxyLink::reset));
	}

	/**
	 * Accepts connections as ever, but neither these nor those that are open bring any
	 * answer, and the server hears nothing.
	 */
	public void halfOpen() {
		call(() -> {
			this.halfOpen = true;
			this.links.forEach(ProxyLink::spoil);
		});
	}

	/**
	 * Ends all faults. Connections on which something was lost are reset.
	 */
	public void heal() {
		call(() -> {
			this.delayNanos = 0;
			this.dropped.clear();
			this.stalled = false;
			this.halfOpen = false;
			this.links.stream().filter(ProxyLink::isSpoiled).forEach(ProxyLink::reset);
		});
	}

	private void call(Runnable command) {
		CompletableFuture<Void> done = new CompletableFuture<>();
		this.commands.add(() -> {
			command.run();
			done.complete(null);
		});
		this.selector.wakeup();
		done.orTimeout(10, TimeUnit.SECONDS).join();
	}

	private void run() {
		try {
			while (true) {
				this.selector.select(this::ready, timeoutMillis());
				for (Runnable command = this.commands.poll(); command != null; command = this.commands.poll()) {
					command.run();
				}
				this.links.forEach((link) -> link.flush(System.nanoTime(), this.stalled));
				this.links.removeIf(ProxyLink::isClosed);
			}
		}
		catch (ClosedSelectorException ex) {
			// Told to end
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		finally {
			this.links.forEach(ProxyLink::reset);
		}
	}

	// Rounded up, or the loop would spin through the last millisecond
	private long timeoutMillis() {
		long now = System.nanoTime();
		long wait = this.links.stream().mapToLong((link) -> link.waitNanos(now, this.stalled)).min().orElse(-1);
		return (wait == Long.MAX_VALUE || wait < 0) ? 0 : TimeUnit.NANOSECONDS.toMillis(wait) + 1;
	}

	private void ready(SelectionKey key) {
		if (!key.isValid()) {
			return;
		}
		if (key.isAcceptable()) {
			accept();
		}
		else if (key.isReadable()) {
			((ProxyStream) key.attachment()).read(this.buffer, this.dropped, System.nanoTime() + this.delayNanos);
		}
	}

	private void accept() {
		try {
			SocketChannel client = this.listener.accept();
			if (client != null) {
				this.links.add(ProxyLink.open(this.selector, client, this.serverPort, this.halfOpen));
			}
		}
		catch (IOException ex) {
			// The client was faster to leave, or the server is down and it was told so
		}
	}

	/**
	 * Resets all connections and ends the proxy's thread.
	 */
	@Override
	public void close() {
		if (!this.thread.isAlive()) {
			return;
		}
		reset();
		try {
			this.listener.close();
			this.selector.close();
			this.thread.join(TimeUnit.SECONDS.toMillis(10));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Proxies that nobody has closed.
	 * @return the names of the threads of all proxies that have not ended
	 */
	public static List<String> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map(Thread::getName)
			.filter((name) -> name.startsWith("fault-proxy-"))
			.toList();
	}

	/**
	 * Which way bytes go.
	 */
	public enum Direction {

		/** Requests. */
		TO_SERVER,

		/** Replies. */
		TO_CLIENT

	}

}
