package io.quorumlock.testing;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.quorumlock.testing.FaultProxy.Direction;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a {@link ProxyLink}. Used on the proxy's thread only.
 */
final class ProxyStream {

	private static final long BUSY_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

	private final Direction direction;

	private final @Nullable SocketChannel source;

	private final @Nullable SocketChannel target;

	private final Runnable broken;

	private final Deque<Chunk> chunks = new ArrayDeque<>();

	private @Nullable SelectionKey key;

	private boolean ended;

	private boolean spoiled;

	ProxyStream(Direction direction, @Nullable SocketChannel source, @Nullable SocketChannel target, Runnable broken) {
		this.direction = direction;
		this.source = source;
		this.target = target;
		this.broken = broken;
		this.spoiled = (target == null);
	}

	void register(Selector selector) throws IOException {
		if (this.source != null) {
			this.source.configureBlocking(false);
			this.source.setOption(StandardSocketOptions.TCP_NODELAY, true);
			this.key = this.source.register(selector, SelectionKey.OP_READ, this);
		}
	}

	void read(ByteBuffer buffer, Set<Direction> dropped, long dueAt) {
		try {
			int count = this.source.read(buffer.clear());
			if (count < 0) {
				this.ended = true;
				this.key.interestOps(0);
			}
			else if (count > 0) {
				this.spoiled |= dropped.contains(this.direction);
				if (!this.spoiled) {
					ByteBuffer copy = ByteBuffer.allocate(count).put(buffer.flip()).flip();
					this.chunks.add(new Chunk(copy, dueAt));
				}
			}
		}
		catch (IOException ex) {
			this.broken.run();
		}
	}

	void flush(long now) {
		try {
			for (Chunk chunk = this.chunks.peek(); chunk != null
					&& chunk.dueAt() - now <= 0; chunk = this.chunks.peek()) {
				this.target.write(chunk.bytes());
				if (chunk.bytes().hasRemaining()) {
					return;
				}
				this.chunks.remove();
			}
		}
		catch (IOException ex) {
			this.broken.run();
		}
	}

	/**
	 * How long until there is something to write; a moment if the receiver is busy.
	 * @return nanoseconds, or {@link Long#MAX_VALUE}
	 */
	long waitNanos(long now) {
		Chunk chunk = this.chunks.peek();
		return (chunk != null) ? Math.max(chunk.dueAt() - now, BUSY_NANOS) : Long.MAX_VALUE;
	}

	void spoil() {
		this.spoiled = true;
		this.chunks.clear();
	}

	boolean isSpoiled() {
		return this.spoiled;
	}

	/**
	 * Whether the sender has closed its end and the receiver has all that was sent. What
	 * got lost includes that the sender is gone.
	 */
	boolean isOver() {
		return this.ended && this.chunks.isEmpty() && !this.spoiled;
	}

	/**
	 * What was read at once.
	 *
	 * @param bytes what
	 * @param dueAt when to pass it on
	 */
	private record Chunk(ByteBuffer bytes, long dueAt) {

	}

}
