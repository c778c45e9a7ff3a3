package io.quorumlock.benchmark.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a node says about itself. It is asked over a plain socket, without the threads of
 * a client, which would be measured as well.
 *
 * @param fields what it says, by name
 */
record NodeInfo(Map<String, String> fields) {

	static NodeInfo of(int port) {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
			socket.getOutputStream().write("INFO\r\nQUIT\r\n".getBytes(StandardCharsets.US_ASCII));
			String text = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			return new NodeInfo(text.lines()
				.map((line) -> line.split(":", 2))
				.filter((parts) -> parts.length == 2)
				.collect(Collectors.toMap((parts) -> parts[0], (parts) -> parts[1], (first, second) -> first)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	String text(String field) {
		String text = this.fields.get(field);
		if (text == null) {
			throw new IllegalStateException("The node does not tell its " + field);
		}
		return text;
	}

	double number(String field) {
		return Double.parseDouble(text(field));
	}

}
