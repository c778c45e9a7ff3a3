package io.quorumlock.benchmark.workload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Watches that a section is empty or has one thread in it, of whatever process: counts
 * who is inside, and lets each add one to a number as if nobody else could.
 */
final class Occupancy {

	private static final VarHandle LONGS = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

	private static final int INSIDE = 0;

	private static final int TOTAL = 64;

	private static final int MEETINGS = 128;

	private static final int SIZE = 192;

	private final ByteBuffer memory;

	private Occupancy(ByteBuffer memory) {
		this.memory = memory;
	}

	/**
	 * A new section.
	 * @return a file that all who enter it map
	 */
	static Path newFile() {
		try {
			Path file = Files.createTempFile("occupancy", ".bin");
			file.toFile().deleteOnExit();
			Files.write(file, new byte[SIZE]);
			return file;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static Occupancy map(Path file) {
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
			return new Occupancy(channel.map(FileChannel.MapMode.READ_WRITE, 0, SIZE));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	void enter() {
		if ((long) LONGS.getAndAdd(this.memory, INSIDE, 1L) != 0) {
			long unused = (long) LONGS.getAndAdd(this.memory, MEETINGS, 1L);
		}
		LONGS.setOpaque(this.memory, TOTAL, (long) LONGS.getOpaque(this.memory, TOTAL) + 1);
	}

	void leave() {
		long unused = (long) LONGS.getAndAdd(this.memory, INSIDE, -1L);
	}

	/**
	 * Checks that nobody has met anybody.
	 * @param contestant whose lock it was
	 * @param entries how often it was entered
	 * @throws BrokenExclusionException if somebody has
	 */
	void verify(Contestant contestant, long entries) {
		long meetings = (long) LONGS.getVolatile(this.memory, MEETINGS);
		long total = (long) LONGS.getVolatile(this.memory, TOTAL);
		if (meetings != 0 || total != entries) {
			throw new BrokenExclusionException(contestant, meetings, entries - total);
		}
	}

}
