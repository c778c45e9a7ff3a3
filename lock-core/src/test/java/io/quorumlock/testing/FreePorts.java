package io.quorumlock.testing;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports on which nobody listens, below those that systems give to outgoing connections: a
 * server that is down for a while finds its port still free, and who tries to reach it
 * meanwhile cannot be connected with itself.
 */
public final class FreePorts {

	private static final int LOWEST = 10_000;

	private static final int COUNT = 22_000;

	/** Test processes that run side by side begin far apart. */
	private static final AtomicInteger next = new AtomicInteger((int) (ProcessHandle.current().pid() * 7919 % COUNT));

	private FreePorts() {
	}

	/**
	 * Finds one, a different one each time.
	 * @return the port
	 */
	public static int next() {
		for (int tries = 0; tries < COUNT; tries++) {
			int port = LOWEST + next.getAndIncrement() % COUNT;
			if (isFree(port)) {
				return port;
			}
		}
		throw new IllegalStateException("No port between " + LOWEST + " and " + (LOWEST + COUNT) + " is free");
	}

	private static boolean isFree(int port) {
		try (ServerSocket socket = new ServerSocket(port)) {
			return socket.isBound();
		}
		catch (IOException ex) {
			return false;
		}
	}

}
