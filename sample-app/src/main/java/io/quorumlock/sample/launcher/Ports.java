package io.quorumlock.sample.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Finds busy ports before anything is started on them.
 */
final class Ports {

	private Ports() {
	}

	static void requireFree(String what, List<Integer> ports, String property) {
		for (int port : ports) {
			if (!isFree(port)) {
				throw new LaunchException("""
						Port %d, wanted for %s, is in use. Nothing was started.
						End what uses it, or choose other ports with the property '%s':
						  mvn -q -pl sample-app -am spring-boot:run -Dspring-boot.run.arguments=--%s=%d"""
					.formatted(port, what, property, property, alternative(ports)));
			}
		}
	}

	private static int alternative(List<Integer> ports) {
		int first = ports.get(0);
		return (first < 50000) ? first + 10000 : first - 10000;
	}

	private static boolean isFree(int port) {
		// Some systems let a wildcard and a loopback socket share a port
		return canListen(port, null) && canListen(port, InetAddress.getLoopbackAddress());
	}

	private static boolean canListen(int port, @Nullable InetAddress address) {
		try (ServerSocket socket = new ServerSocket(port, 1, address)) {
			return socket.isBound();
		}
		catch (IOException ex) {
			return false;
		}
	}

}
