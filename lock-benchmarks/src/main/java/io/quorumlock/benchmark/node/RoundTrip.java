package io.quorumlock.benchmark.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/**
 * How long a PING through the proxy takes, from a blocking socket.
 *
 * @param p50Nanos half of them take no longer
 * @param p99Nanos nearly all of them take no longer
 * @param nearP50Nanos what half of them take without the proxy's delay
 */
public record RoundTrip(long p50Nanos, long p99Nanos, long nearP50Nanos) {

	private static final long GOAL_NANOS = Duration.ofMillis(1).toNanos();

	private static final int WARM_UP = 2000;

	private static final int COUNT = 1000;

	private static final byte[] PING = "PING\r\n".getBytes(StandardCharsets.US_ASCII);

	/**
	 * Delays such that a round trip takes a millisecond, the kernel's and the proxy's own
	 * time included.
	 */
	static RoundTrip calibrate(DelayProxy proxy) {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.ports().get(0))) {
			socket.setTcpNoDelay(true);
			measure(socket, WARM_UP);
			long near = measure(socket, COUNT)[COUNT / 2];
			long delay = GOAL_NANOS / 2;
			proxy.delay(delay);
			measure(socket, COUNT);
			delay -= (measure(socket, COUNT)[COUNT / 2] - GOAL_NANOS) / 2;
			proxy.delay(Math.max(delay, 0));
			long[] sorted = measure(socket, COUNT);
			return new RoundTrip(sorted[COUNT / 2], sorted[COUNT * 99 / 100], near);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * How long a round trip takes after everybody on the way has slept for a while, as
	 * threads and processors wake up slowly.
	 * @param pause for how long nothing is sent before each
	 * @param count how many to measure
	 * @return what half of them take, in nanoseconds
	 */
	static long afterPauses(DelayProxy proxy, Duration pause, int count) {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.ports().get(0))) {
			socket.setTcpNoDelay(true);
			long[] nanos = new long[count];
			for (int i = 0; i < count; i++) {
				LockSupport.parkNanos(pause.toNanos());
				nanos[i] = measure(socket, 1)[0];
			}
			Arrays.sort(nanos);
			return nanos[count / 2];
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static long[] measure(Socket socket, int count) throws IOException {
		long[] nanos = new long[count];
		byte[] reply = new byte["+PONG\r\n".length()];
		for (int i = 0; i < count; i++) {
			long start = System.nanoTime();
			socket.getOutputStream().write(PING);
			socket.getInputStream().readNBytes(reply, 0, reply.length);
			nanos[i] = System.nanoTime() - start;
		}
		Arrays.sort(nanos);
		return nanos;
	}

}
