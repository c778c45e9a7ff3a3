package io.quorumlock.chaos;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;

/**
 * What the locks protect: a server that takes writes with a fencing token, one entry for
 * each name. A visitor has a connection of its own and is answered line by line.
 */
final class GuardedRegister implements AutoCloseable {

	static final String OK = "ok";

	static final String ACCEPTED = "accepted";

	static final String REFUSED = "refused";

	private final Map<String, RegisterEntry> entries = new LinkedHashMap<>();

	private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

	private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

	private final ServerSocket listener;

	GuardedRegister(InetAddress address, WellBeing cluster) {
		for (String name : ChaosSettings.NAMES) {
			this.entries.put(name, new RegisterEntry(name, cluster));
		}
		try {
			this.listener = new ServerSocket(0, 100, address);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		start(this::listen, "register");
	}

	private void start(Runnable task, String name) {
		Thread thread = new Thread(task, name);
		thread.setDaemon(true);
		this.threads.add(thread);
		thread.start();
	}

	int port() {
		return this.listener.getLocalPort();
	}

	private void listen() {
		try {
			while (true) {
				Socket socket = this.listener.accept();
				this.sockets.add(socket);
				start(() -> serve(socket), "register-visitor");
			}
		}
		catch (IOException ex) {
			// Closed
		}
	}

	private void serve(Socket socket) {
		RegisterVisitor visitor = new RegisterVisitor(this.entries);
		try (socket) {
			socket.setTcpNoDelay(true);
			BufferedReader reader = new BufferedReader(
					new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
			PrintWriter writer = new PrintWriter(socket.getOutputStream(), true, StandardCharsets.US_ASCII);
			for (String line = reader.readLine(); line != null; line = reader.readLine()) {
				writer.println(visitor.answer(line.split(" ", -1)));
			}
		}
		catch (IOException ex) {
			// Clients are killed
		}
		finally {
			visitor.leave();
			this.sockets.remove(socket);
			this.threads.remove(Thread.currentThread());
		}
	}

	long sum(ToLongFunction<RegisterEntry> figure) {
		return this.entries.values().stream().mapToLong(figure).sum();
	}

	long max(ToLongFunction<RegisterEntry> figure) {
		return this.entries.values().stream().mapToLong(figure).max().orElse(0);
	}

	/**
	 * How often clients whose names start like this were granted a lock.
	 */
	long acquisitionsOf(String client) {
		return sum((entry) -> entry.acquisitionsOf(client));
	}

	/**
	 * Whether a write would be refused by now.
	 */
	boolean isStale(PendingWrite write) {
		return this.entries.get(write.name()).isStale(write.token());
	}

	List<String> violations() {
		List<String> violations = new ArrayList<>();
		this.entries.values().forEach((entry) -> violations.addAll(entry.violations()));
		return violations;
	}

	@Override
	public void close() {
		try {
			this.listener.close();
			for (Socket socket : this.sockets) {
				socket.close();
			}
			for (Thread thread : this.threads) {
				thread.join(5000);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
