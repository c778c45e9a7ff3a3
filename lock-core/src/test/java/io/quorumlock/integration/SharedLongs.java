package io.quorumlock.integration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Numbers in memory that several JVMs share. Each is read and written at once, but
 * nothing keeps two JVMs from writing the same one: that is what locks are for.
 */
final class SharedLongs {

	private static final VarHandle LONGS = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

	private final ByteBuffer memory;

	private SharedLongs(ByteBuffer memory) {
		this.memory = memory;
	}

	static SharedLongs open(Path file, int size) {
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE,
				StandardOpenOption.CREATE)) {
			return new SharedLongs(channel.map(FileChannel.MapMode.READ_WRITE, 0, (long) size * Long.BYTES));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	long get(int index) {
		return (long) LONGS.getVolatile(this.memory, index * Long.BYTES);
	}

	void set(int index, long value) {
		LONGS.setVolatile(this.memory, index * Long.BYTES, value);
	}

	/**
	 * Adds one without the need for a lock.
	 */
	void increment(int index) {
		LONGS.getAndAdd(this.memory, index * Long.BYTES, 1L);
	}

}
