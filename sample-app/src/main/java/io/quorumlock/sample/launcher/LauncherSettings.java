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
 * @param nodes how many Redis nodes there are
 * @param httpPort the port of the control room; those of the instances follow
 * @param ownDatabase whether to start a database; not with the profile {@code postgres}
 * @param endWithParent whether to end when the process ends that started the launcher
 * @param arguments handed on to every instance
 */
record LauncherSettings(int redisPort, int nodes, int httpPort, boolean ownDatabase, boolean endWithParent,
		List<String> arguments) {

	static final String REDIS_PORT = "sample.redis-port";

	static final String HTTP_PORT = "sample.http-port";

	static final String NODES = "sample.nodes";

	static final List<String> INSTANCES = List.of("A", "B", "C");

	private static final String POSTGRES = "postgres";

	private static final int DEFAULT_NODES = 3;

	private static final int MOST_NODES = 9;

	private static final int DEFAULT_REDIS_PORT = 16379;

	private static final int DEFAULT_HTTP_PORT = 8080;

	static LauncherSettings of(String... args) {
		SimpleCommandLinePropertySource arguments = new SimpleCommandLinePropertySource(args);
		if (arguments.containsProperty("server.port")) {
			throw new LaunchException(
					"'server.port' would be the same for all instances: set '%s', the first of their ports, instead"
						.formatted(HTTP_PORT));
		}
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources().addFirst(arguments);
		int nodes = nodes(environment);
		return new LauncherSettings(port(environment, REDIS_PORT, DEFAULT_REDIS_PORT, nodes), nodes,
				port(environment, HTTP_PORT, DEFAULT_HTTP_PORT, 1 + INSTANCES.size()),
				!List.of(environment.getProperty("spring.profiles.active", String[].class, new String[0]))
					.contains(POSTGRES),
				environment.getProperty("sample.end-with-parent", Boolean.class, false), List.of(args));
	}

	List<Integer> redisPorts() {
		return IntStream.range(this.redisPort, this.redisPort + this.nodes).boxed().toList();
	}

	/**
	 * All ports for HTTP.
	 * @return the control room's, then those of the instances
	 */
	List<Integer> httpPorts() {
		return IntStream.rangeClosed(this.httpPort, this.httpPort + INSTANCES.size()).boxed().toList();
	}

	int httpPort(String instance) {
		return this.httpPort + 1 + INSTANCES.indexOf(instance);
	}

	private static int nodes(Environment environment) {
		String text = environment.getProperty(NODES, Integer.toString(DEFAULT_NODES));
		try {
			int nodes = Integer.parseInt(text.strip());
			if (nodes > 0 && nodes <= MOST_NODES) {
				return nodes;
			}
		}
		catch (NumberFormatException ex) {
			// Said below
		}
		throw new LaunchException("'%s' must be between 1 and %d, but was '%s'".formatted(NODES, MOST_NODES, text));
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
