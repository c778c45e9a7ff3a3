package io.quorumlock.sample.launcher;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;

/**
 * Finds ports for tests.
 */
final class FreePorts {

	private FreePorts() {
	}

	/**
	 * Finds three free ports in a row.
	 * @return the first
	 */
	static int three() {
		while (true) {
			int first = any();
			if (first < 65000 && areFree(List.of(first, first + 1, first + 2))) {
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
