package io.quorumlock.sample.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.quorumlock.sample.orders.OrderServiceApplication;

/**
 * For the IDE: starts the Redis nodes and one instance in this JVM, where it can be
 * debugged. A database in memory comes from Spring Boot. With the profile {@code dev},
 * the instance starts anew when a class changes; the nodes stay.
 */
public final class DevMain {

	private DevMain() {
	}

	/**
	 * Runs until it is ended.
	 * @param args properties, such as {@code --server.port=8081}
	 */
	public static void main(String[] args) {
		List<Integer> missing = LauncherSettings.of().redisPorts().stream().filter((port) -> !answers(port)).toList();
		if (!missing.isEmpty()) {
			startNodes(missing);
		}
		OrderServiceApplication.main(args);
	}

	// DevTools calls the main method again, in another class loader of the same JVM
	private static boolean answers(int port) {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
			return socket.isConnected();
		}
		catch (IOException ex) {
			return false;
		}
	}

	private static void startNodes(List<Integer> ports) {
		try {
			Path directory = Files.createTempDirectory("quorum-lock-dev");
			RedisBinary binary = RedisBinary.find(directory);
			List<RedisProcess> nodes = ports.stream()
				.map((port) -> RedisProcess.start(binary, directory, port))
				.toList();
			nodes.forEach(RedisProcess::awaitReady);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
