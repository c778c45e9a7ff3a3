package io.quorumlock.sample.launcher;

import java.util.List;
import java.util.stream.IntStream;

import org.springframework.core.env.Environment;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * What can be set, as arguments such as {@code --sample.redis-port=26379} or as
 * environment variables such as {@code SAMPLE_REDIS_PORT}.
 *
 * @param redisPort the port of the first Redis node; the others follow
 * @param httpPort the port of the first instance; the others follow
 * @param endWithParent whether to end when the process ends that started the launcher
 * @param arguments handed on to every instance
 */
record LauncherSettings(int redisPort, int httpPort, boolean endWithParent, List<String> arguments) {

	static final String REDIS_PORT = "sample.redis-port";

	static final String HTTP_PORT = "sample.http-port";

	static final int NODES = 3;

	static final List<String> INSTANCES = List.of("A", "B", "C");

	private static final int DEFAULT_REDIS_PORT = 16379;

	private static final int DEFAULT_HTTP_PORT = 8080;

	static LauncherSettings of(String... args) {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources().addFirst(new SimpleCommandLinePropertySource(args));
		return new LauncherSettings(port(environment, REDIS_PORT, DEFAULT_REDIS_PORT, NODES),
				port(environment, HTTP_PORT, DEFAULT_HTTP_PORT, INSTANCES.size()),
				environment.getProperty("sample.end-with-parent", Boolean.class, false), List.of(args));
	}

	List<Integer> redisPorts() {
		return IntStream.range(this.redisPort, this.redisPort + NODES).boxed().toList();
	}

	List<Integer> httpPorts() {
		return IntStream.range(this.httpPort, this.httpPort + INSTANCES.size()).boxed().toList();
	}

	private static int port(Environment environment, String property, int defaultPort, int count) {
		String text = environment.getProperty(property, Integer.toString(defaultPort));
		int highest = 65536 - count;
		try {
			int port = Integer.parseInt(text.strip());
			if (port > 0 && port <= highest) {
				return port;
			}
		}
		catch (NumberFormatException ex) {
			// Said below
		}
		throw new LaunchException("'%s' must be a port between 1 and %d, but was '%s'. It is the first of %d ports"
			.formatted(property, highest, text, count));
	}

}
