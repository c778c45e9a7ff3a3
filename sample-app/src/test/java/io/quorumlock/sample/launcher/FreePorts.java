package io.quorumlock.sample.launcher;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Ports on which nobody listens, below those that systems give to outgoing connections: a
 * node that is stopped for a while finds its port still free.
 */
public final class FreePorts {

	private static final int LOWEST = 10_000;

	private static final int COUNT = 22_000;

	/** Test processes that run side by side begin far apart. */
	private static final AtomicInteger next = new AtomicInteger((int) (ProcessHandle.current().pid() * 7919 % COUNT));

	private FreePorts() {
	}

	/**
	 * Finds free ports in a row, different ones each time.
	 * @param count how many
	 * @return the first
	 */
	public static int inARow(int count) {
		while (true) {
			int first = LOWEST + next.getAndAdd(count) % COUNT;
			if (IntStream.range(first, first + count).allMatch(FreePorts::isFree)) {
				return first;
			}
		}
	}

	// Not by what Ports says, as its test begins with free ports
	private static boolean isFree(int port) {
		try (ServerSocket all = new ServerSocket(port)) {
			return all.isBound();
		}
		catch (IOException ex) {
			return false;
		}
	}

}
