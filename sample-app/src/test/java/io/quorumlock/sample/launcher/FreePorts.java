package io.quorumlock.sample.launcher;

import java.util.List;
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
			if (areFree(IntStream.range(first, first + count).boxed().toList())) {
				return first;
			}
		}
	}

	private static boolean areFree(List<Integer> ports) {
		try {
			Ports.requireFree("a test", ports, "none");
			return true;
		}
		catch (LaunchException ex) {
			return false;
		}
	}

}
