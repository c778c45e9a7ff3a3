package io.quorumlock.testing;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import io.quorumlock.testing.FaultProxy.Direction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(30)
class FaultProxyTests {

	private static final int PATIENCE_MILLIS = 10_000;

	private static final int SILENCE_MILLIS = 200;

	private static RedisServer server;

	private final FaultProxy proxy = FaultProxy.start(server.port());

	@BeforeAll
	static void startServer() {
		server = RedisServer.start();
	}

	@AfterAll
	static void stopServer() {
		server.close();
	}

	@AfterEach
	void endsWithoutThread() {
		this.proxy.close();
		assertThat(FaultProxy.threads()).isEmpty();
	}

	@Test
	void forwards() throws IOException {
		try (Socket socket = connect()) {
			assertThat(ping(socket)).isTrue();
			assertThat(ping(socket)).isTrue();
		}
	}

	@Test
	void delays() throws IOException {
		try (Socket socket = connect()) {
			this.proxy.delay(Duration.ofMillis(40));
			long start = System.nanoTime();
			assertThat(ping(socket)).isTrue();
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(80));
		}
	}

	@Test
	void stallsAndDeliversOnceHealed() throws IOException {
		try (Socket socket = connect()) {
			this.proxy.stall();
			assertThat(pingsInVain(socket)).isTrue();
			this.proxy.heal();
			socket.setSoTimeout(PATIENCE_MILLIS);
			assertThat(read(socket)).isTrue();
		}
	}

	@Test
	void dropsOneDirectionAndResetsOnceHealed() throws IOException {
		for (Direction direction : Direction.values()) {
			try (Socket socket = connect()) {
				this.proxy.drop(direction);
				long before = pings();
				assertThat(pingsInVain(socket)).isTrue();
				assertThat(pings() - before).isEqualTo((direction == Direction.TO_SERVER) ? 1 : 2);
				this.proxy.heal();
				assertThatExceptionOfType(SocketException.class).isThrownBy(() -> ping(socket));
			}
		}
	}

	@Test
	void resets() throws IOException {
		try (Socket socket = connect()) {
			assertThat(ping(socket)).isTrue();
			this.proxy.reset();
			assertThatExceptionOfType(SocketException.class).isThrownBy(() -> ping(socket));
		}
		try (Socket socket = connect()) {
			assertThat(ping(socket)).isTrue();
		}
	}

	@Test
	void acceptsAndKeepsSilent() throws IOException {
		try (Socket before = connect()) {
			assertThat(ping(before)).isTrue();
			this.proxy.halfOpen();
			assertThat(pingsInVain(before)).isTrue();
			try (Socket during = connect()) {
				assertThat(pingsInVain(during)).isTrue();
				this.proxy.heal();
				assertThatExceptionOfType(SocketException.class).isThrownBy(() -> ping(during));
			}
		}
		try (Socket after = connect()) {
			assertThat(ping(after)).isTrue();
		}
	}

	private Socket connect() throws IOException {
		return new Socket(InetAddress.getLoopbackAddress(), this.proxy.port());
	}

	private static boolean ping(Socket socket) throws IOException {
		return ping(socket, PATIENCE_MILLIS);
	}

	private static boolean pingsInVain(Socket socket) throws IOException {
		return !ping(socket, SILENCE_MILLIS);
	}

	private static boolean ping(Socket socket, int timeoutMillis) throws IOException {
		socket.setSoTimeout(timeoutMillis);
		socket.getOutputStream().write("INCR pings\r\n".getBytes(StandardCharsets.US_ASCII));
		return read(socket);
	}

	private static boolean read(Socket socket) throws IOException {
		try {
			int first = socket.getInputStream().read();
			for (int next = first; next != '\n'; next = socket.getInputStream().read()) {
				if (next < 0) {
					throw new EOFException();
				}
			}
			return first == ':';
		}
		catch (SocketTimeoutException ex) {
			return false;
		}
	}

	// Counts itself
	private static long pings() {
		return Long.parseLong(server.execute("INCR pings").substring(1));
	}

}
