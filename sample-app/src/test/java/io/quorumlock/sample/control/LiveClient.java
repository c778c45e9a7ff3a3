package io.quorumlock.sample.control;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what the page reads, and presses its buttons.
 */
final class LiveClient {

	/** Three JVMs may have to start first, on a machine that may be busy. */
	private static final long SECONDS = 120;

	private static final JsonMapper JSON = new JsonMapper();

	private final HttpClient http = HttpClient.newHttpClient();

	private final int port;

	private final String origin;

	private final BlockingQueue<Event> unread = new LinkedBlockingQueue<>();

	private final List<Event> read = new ArrayList<>();

	LiveClient(int port) {
		this.port = port;
		this.origin = "http://127.0.0.1:" + port;
	}

	void follow() {
		Thread reader = new Thread(this::readAll, "live-client");
		reader.setDaemon(true);
		reader.start();
	}

	private void readAll() {
		try {
			HttpRequest request = HttpRequest.newBuilder(URI.create(this.origin + "/live")).build();
			List<String> name = new ArrayList<>();
			this.http.send(request, BodyHandlers.ofLines()).body().forEach((line) -> {
				if (line.startsWith("event: ")) {
					name.add(line.substring(7));
				}
				else if (line.startsWith("data: ")) {
					this.unread.add(new Event(name.get(name.size() - 1), JSON.readTree(line.substring(6))));
				}
			});
		}
		catch (Exception ex) {
			this.unread.add(new Event("end", JSON.createObjectNode()));
		}
	}

	/**
	 * Reads on until there is an event as wanted.
	 * @param name the name of the event
	 * @param wanted tells
	 * @return its data
	 */
	JsonNode await(String name, Predicate<JsonNode> wanted) throws InterruptedException {
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
		while (true) {
			Event event = this.unread.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
			if (event == null) {
				throw new AssertionError("No '" + name + "' as wanted, the latest are "
						+ this.read.subList(Math.max(0, this.read.size() - 5), this.read.size()));
			}
			this.read.add(event);
			if (event.name().equals(name) && wanted.test(event.data())) {
				return event.data();
			}
		}
	}

	/**
	 * What was read.
	 * @param name the name of events
	 * @return their data
	 */
	List<JsonNode> all(String name) {
		return this.read.stream().filter((event) -> event.name().equals(name)).map(Event::data).toList();
	}

	HttpResponse<String> press(String path) throws Exception {
		return send(HttpRequest.newBuilder(URI.create(this.origin + path))
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.noBody()));
	}

	HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
		return this.http.send(request.build(), BodyHandlers.ofString());
	}

	String origin() {
		return this.origin;
	}

	int port() {
		return this.port;
	}

	record Event(String name, JsonNode data) {

	}

}
