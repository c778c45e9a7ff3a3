package io.quorumlock.sample.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Ports}.
 */
class PortsTests {

	@Test
	void busyPortIsNamedWithThePropertyToChange() throws IOException {
		try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			int port = busy.getLocalPort();
			assertThatExceptionOfType(LaunchException.class)
				.isThrownBy(() -> Ports.requireFree("Redis", List.of(port), "sample.redis-port"))
				.withMessageContaining("Port " + port + ", wanted for Redis, is in use")
				.withMessageContaining("--sample.redis-port=");
		}
	}

	@Test
	void portThatIsBusyOnAllAddressesIsFound() throws IOException {
		try (ServerSocket busy = new ServerSocket(0)) {
			assertThatExceptionOfType(LaunchException.class)
				.isThrownBy(() -> Ports.requireFree("HTTP", List.of(busy.getLocalPort()), LauncherSettings.HTTP_PORT));
		}
	}

	@Test
	void freePortsArePassed() {
		int first = FreePorts.inARow(3);
		assertThatCode(() -> Ports.requireFree("Redis", List.of(first, first + 1, first + 2), "sample.redis-port"))
			.doesNotThrowAnyException();
	}

}
