package io.quorumlock.chaos;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A visitor's end of a connection to the {@link GuardedRegister}.
 */
final class RegisterClient implements AutoCloseable {

	private final Socket socket;

	private final BufferedReader reader;

	private final PrintWriter writer;

	RegisterClient(String host, int port) throws IOException {
		this.socket = new Socket(host, port);
		this.socket.setTcpNoDelay(true);
		this.reader = new BufferedReader(
				new InputStreamReader(this.socket.getInputStream(), StandardCharsets.US_ASCII));
		this.writer = new PrintWriter(this.socket.getOutputStream(), true, StandardCharsets.US_ASCII);
	}

	String send(Object... words) throws IOException {
		StringBuilder line = new StringBuilder();
		for (Object word : words) {
			line.append(line.isEmpty() ? "" : " ").append(word);
		}
		this.writer.println(line);
		String answer = this.reader.readLine();
		if (answer == null) {
			throw new IOException("The register is gone");
		}
		return answer;
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
