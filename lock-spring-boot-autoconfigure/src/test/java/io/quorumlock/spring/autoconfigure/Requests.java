package io.quorumlock.spring.autoconfigure;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.springframework.context.ApplicationContext;

/**
 * Requests to the {@link WebServer} of an application.
 */
final class Requests {

	private static final HttpClient CLIENT = HttpClient.newHttpClient();

	private Requests() {
	}

	static CompletableFuture<HttpResponse<String>> get(ApplicationContext context, String path) {
		return CLIENT.sendAsync(request(context, path).GET().build(), BodyHandlers.ofString());
	}

	static HttpResponse<String> post(ApplicationContext context, String path, String json) {
		HttpRequest request = request(context, path).header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(json))
			.build();
		return CLIENT.sendAsync(request, BodyHandlers.ofString()).join();
	}

	private static HttpRequest.Builder request(ApplicationContext context, String path) {
		String port = context.getEnvironment().getRequiredProperty("local.server.port");
		return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).timeout(Duration.ofSeconds(30));
	}

}
