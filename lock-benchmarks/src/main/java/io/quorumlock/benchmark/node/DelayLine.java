package io.quorumlock.benchmark.node;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/**
 * Bytes under way: all are equally late, so what comes first leaves first.
 */
final class DelayLine implements AutoCloseable {

	private final BlockingQueue<Parcel> parcels = new LinkedBlockingQueue<>();

	private volatile long delayNanos;

	private volatile boolean closed;

	void delay(long nanos) {
		this.delayNanos = nanos;
	}

	void add(SocketChannel target, ByteBuffer bytes, long now) {
		this.parcels.add(new Parcel(target, bytes, now + this.delayNanos));
	}

	void run() {
		try {
			while (!this.closed) {
				Parcel parcel = this.parcels.take();
				for (long left = parcel.dueAt() - System.nanoTime(); left > 0; left = parcel.dueAt()
						- System.nanoTime()) {
					LockSupport.parkNanos(left);
				}
				parcel.deliver();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void close() {
		this.closed = true;
		this.parcels.add(new Parcel(null, ByteBuffer.allocate(0), 0));
	}

	/**
	 * What was read at once.
	 *
	 * @param target where it goes
	 * @param bytes what
	 * @param dueAt when it arrives
	 */
	private record Parcel(@Nullable SocketChannel target, ByteBuffer bytes, long dueAt) {

		void deliver() {
			try {
				while (this.target != null && this.bytes.hasRemaining()) {
					this.target.write(this.bytes);
				}
			}
			catch (IOException ex) {
				// The receiver is gone
			}
		}

	}

}
