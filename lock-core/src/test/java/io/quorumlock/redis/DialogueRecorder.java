package io.quorumlock.redis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

import io.lettuce.core.RedisClient;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.quorumlock.testing.Await;
import io.quorumlock.testing.RedisServer;

/**
 * Writes down what is sent to a script, what it answers, which keys it changes and what
 * it publishes. Times become words, so that it is the same on every day.
 */
final class DialogueRecorder implements AutoCloseable {

	private static final Map<Long, String> TIMES = Map.of(3_600_000L, "1h", 7_200_000L, "2h", 86_400_000L, "1d");

	private static final String END = "end of a step";

	private final RedisServer server = RedisServer.start();

	private final RedisClient client = RedisClient.create(this.server.uri());

	private final RedisCommands<String, String> redis = this.client.connect().sync();

	private final Queue<String> heard = new ConcurrentLinkedQueue<>();

	private final StringBuilder record = new StringBuilder();

	private Map<String, String> keys = Map.of();

	DialogueRecorder() {
		StatefulRedisPubSubConnection<String, String> listener = this.client.connectPubSub();
		listener.addListener(new RedisPubSubAdapter<>() {

			@Override
			public void message(String pattern, String channel, String message) {
				DialogueRecorder.this.heard.add(channel + " " + message);
			}

		});
		listener.sync().psubscribe("*");
	}

	List<String> step(String title, String source, String[] keys, String... arguments) {
		List<Object> reply = this.redis.eval(source, ScriptOutputType.MULTI, keys, arguments);
		List<String> answers = reply.stream().map(String::valueOf).toList();
		line("#", title);
		line("keys", Arrays.stream(keys).map(DialogueRecorder::quote).collect(Collectors.joining(" ")));
		line("send", Arrays.stream(arguments).map(DialogueRecorder::quote).collect(Collectors.joining(" ")));
		answers.forEach((answer) -> line("hear", withoutTimes(answer)));
		Map<String, String> now = snapshot();
		now.forEach((key, value) -> {
			if (!value.equals(this.keys.get(key))) {
				line("keep", key + " " + value);
			}
		});
		this.keys.keySet().stream().filter((key) -> !now.containsKey(key)).forEach((key) -> line("drop", key));
		this.keys = now;
		published().forEach((message) -> line("tell", message));
		this.record.append('\n');
		return answers;
	}

	private void line(String word, String rest) {
		this.record.append(word).append(' ').append(clocks(rest)).append('\n');
	}

	private List<String> published() {
		this.redis.publish("end", END);
		List<String> messages = new ArrayList<>();
		Await.until("all messages are heard", () -> {
			for (String next = this.heard.poll(); next != null; next = this.heard.poll()) {
				if (next.equals("end " + END)) {
					return true;
				}
				messages.add(next);
			}
			return false;
		});
		return messages;
	}

	private Map<String, String> snapshot() {
		Map<String, String> result = new TreeMap<>();
		for (String key : this.redis.keys("*")) {
			String type = this.redis.type(key);
			String value = type.equals("hash") ? new TreeMap<>(this.redis.hgetall(key)).toString()
					: quote(this.redis.get(key));
			result.put(key, type + " " + lasting(this.redis.pttl(key)) + " " + value);
		}
		return result;
	}

	private static String lasting(long millis) {
		return TIMES.entrySet()
			.stream()
			.filter((time) -> millis <= time.getKey() && millis > time.getKey() * 0.9)
			.map(Map.Entry::getValue)
			.findFirst()
			.orElse((millis < 0) ? "-" : Long.toString(millis));
	}

	private static String withoutTimes(String answer) {
		String[] fields = answer.split(" ", -1);
		if (fields[0].equals("T")) {
			fields[1] = lasting(Long.parseLong(fields[1]));
		}
		else if (fields[0].equals("V")) {
			fields[2] = "<age>";
		}
		return String.join(" ", fields);
	}

	private static String clocks(String text) {
		return text.replaceAll("\\b\\d{16}\\b", "<micros>").replaceAll("\\b\\d{13}\\b", "<millis>");
	}

	private static String quote(String text) {
		return (text.isEmpty() || text.contains(" ")) ? "'" + text + "'" : text;
	}

	String text() {
		return this.record.toString();
	}

	@Override
	public void close() {
		this.client.shutdown();
		this.server.close();
	}

}
