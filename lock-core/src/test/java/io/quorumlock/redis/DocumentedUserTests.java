package io.quorumlock.redis;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import io.quorumlock.redis.NodeProblem.Kind;
import io.quorumlock.testing.Await;
import io.quorumlock.testing.RedisBinary;
import io.quorumlock.testing.RedisServer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The user that the reference describes may do what a node needs, and nothing else.
 */
class DocumentedUserTests {

	private static final Pattern CALL = Pattern.compile("redis\\.p?call\\('([A-Z]+)'");

	/** What the client sends besides the commands of the script. */
	private static final List<String> SENT = List.of("info", "script|load", "evalsha", "eval", "hdel", "subscribe",
			"ping");

	private final AclRule rule = AclRule.documented();

	@Test
	void mayUseTheCommandsThatAreSentAndNoOthers() {
		Set<String> needed = new TreeSet<>(SENT);
		CALL.matcher(LeaseScript.SOURCE + ScriptRollCall.SOURCE)
			.results()
			.map((MatchResult call) -> call.group(1).toLowerCase(Locale.ROOT))
			.forEach(needed::add);
		assertThat(this.rule.commands()).containsExactlyInAnyOrderElementsOf(needed);
	}

	@Test
	void mayTouchNothingElse() {
		try (RedisServer server = this.rule.start(RedisBinary.bundled())) {
			RedisURI uri = this.rule.uri(server);
			RedisClient client = RedisClient.create(uri);
			try {
				RedisCommands<String, String> redis = client.connect().sync();
				assertThat(redis.set(LeaseScript.PREFIX + "name:a", "1")).isEqualTo("OK");
				Stream
					.<ThrowingCallable>of(() -> redis.get("other"), () -> redis.publish("other", ""), redis::flushall,
							() -> redis.configGet("*"), () -> redis.scriptFlush())
					.forEach((call) -> assertThatExceptionOfType(RedisCommandExecutionException.class).isThrownBy(call)
						.withMessageStartingWith("NOPERM"));
			}
			finally {
				client.shutdown();
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "+info", "+script|load" })
	void withoutARightItIsRefusedAndToldSo(String right) {
		AclRule less = this.rule.without(right);
		try (RedisServer server = less.start(RedisBinary.bundled());
				NodeFixture fixture = new NodeFixture(less.uri(server), RedisNodeSettings.defaults())) {
			fixture.node.start();
			Await.until("it is refused", () -> fixture.node.problem().isPresent());
			assertThat(fixture.node.problem()).map(NodeProblem::kind).contains(Kind.PERMISSION);
		}
	}

}
