package io.quorumlock.sample.launcher;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds ports for tests.
 */
public final class FreePorts {

	private FreePorts() {
	}

	/**
	 * Finds three free ports in a row.
	 * @return the first
	 */
	static int three() {
		return inARow(3);
	}

	/**
	 * Finds free ports in a row.
	 * @param count how many
	 * @return the first
	 */
	public static int inARow(int count) {
		while (true) {
			int first = any();
			if (first < 65000 && areFree(IntStream.range(first, first + count).boxed().toList())) {
				return first;
			}
		}
	}

	private static int any() {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
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
