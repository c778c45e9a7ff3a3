package io.quorumlock.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.lettuce.core.RedisURI;
import io.quorumlock.testing.RedisBinary;
import io.quorumlock.testing.RedisServer;

/**
 * The rule for the user of a node, as the reference prints it.
 *
 * @param words the words after {@code user}: the name, and what the user may do
 */
record AclRule(List<String> words) {

	private static final Path PAGE = Path.of("..", "src", "docs", "security.adoc");

	static AclRule documented() {
		try (var lines = Files.lines(PAGE)) {
			return lines.filter((line) -> line.startsWith("user "))
				.map((line) -> new AclRule(List.of(line.substring(5).split(" "))))
				.findFirst()
				.orElseThrow();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** The commands of the rule. */
	List<String> commands() {
		return this.words.stream().filter((word) -> word.startsWith("+")).map((word) -> word.substring(1)).toList();
	}

	AclRule without(String word) {
		return new AclRule(this.words.stream().filter((each) -> !each.equals(word)).toList());
	}

	RedisServer start(RedisBinary binary) {
		List<String> options = new ArrayList<>(List.of("--user"));
		options.addAll(this.words);
		return RedisServer.start(binary, options.toArray(String[]::new));
	}

	RedisURI uri(RedisServer server) {
		String password = this.words.stream().filter((word) -> word.startsWith(">")).findFirst().orElseThrow();
		return RedisURI.builder()
			.withHost("127.0.0.1")
			.withPort(server.port())
			.withAuthentication(this.words.get(0), password.substring(1))
			.build();
	}

}
