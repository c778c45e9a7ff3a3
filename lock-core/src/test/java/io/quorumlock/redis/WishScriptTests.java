package io.quorumlock.redis;

import java.util.List;
import java.util.Map;

import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.RedisURI;
import io.lettuce.core.StaticCredentialsProvider;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.quorumlock.node.Operation;
import io.quorumlock.node.SessionId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What of the line only shows in the keys.
 */
class WishScriptTests extends OnVotingServer {

	private static final String SESSION_KEY = "lock:v1:session:";

	private static final String NAME_KEY = "lock:v1:name:n";

	private static final String LINE_KEY = "lock:v1:wishes:n";

	private static final SessionId ANN = new SessionId("ann");

	private static final SessionId BOB = new SessionId("bob");

	private static final Operation RELEASE = new Operation.Release(ANN, 1, "n");

	private static final Operation WISH = new Operation.Acquire(BOB, 2, "n", 20, 3, true);

	@BeforeEach
	void annOwnsTheName() {
		run(new Operation.Open(ANN, 30_000, "host", "ear-of-ann"),
				new Operation.Open(BOB, 30_000, "host", "ear-of-bob"),
				new Operation.Acquire(ANN, 1, "n", 5, 10, false));
	}

	private List<Object> run(Operation... operations) {
		return run(redis, operations);
	}

	private List<Object> run(RedisCommands<String, String> commands, Operation... operations) {
		return run(commands, "run-1", 1, operations);
	}

	@Test
	void wishIsKeptInALineOfTheName() {
		assertThat(run(WISH).get(0)).asString().startsWith("T ").endsWith(" 5 14 host");
		assertThat(redis.hgetall(LINE_KEY)).isEqualTo(Map.of("bob 2", "20 22"));
		assertThat(redis.pttl(LINE_KEY)).isBetween(7_190_000L, 7_200_000L);
		assertThat(redis.get(NAME_KEY)).isEqualTo("14 1 5 1 ann");
	}

	@Test
	void eachWishKeepsTheLine() {
		run(WISH);
		redis.pexpire(LINE_KEY, 5000);
		run(WISH);
		assertThat(redis.pttl(LINE_KEY)).isGreaterThan(7_190_000L);
	}

	@Test
	void servedWishLeavesTheGrantOnly() {
		run(WISH, RELEASE);
		assertThat(redis.exists(LINE_KEY)).isZero();
		assertThat(redis.get(NAME_KEY)).isEqualTo("22 0 20 2 bob");
		assertThat(redis.pttl(NAME_KEY)).isGreaterThan(86_390_000L);
	}

	@Test
	void nameRemembersThatThereMayBeWishesUntilThereAreNone() {
		run(WISH, new Operation.Acquire(BOB, 3, "n", 30, 1, true), RELEASE);
		assertThat(redis.get(NAME_KEY)).isEqualTo("22 1 20 2 bob");
		run(new Operation.Release(BOB, 2, "n"));
		assertThat(redis.get(NAME_KEY)).isEqualTo("30 0 30 3 bob");
		run(new Operation.Acquire(ANN, 1, "n", 40, 1, true), new Operation.Release(ANN, 1, "n"),
				new Operation.Release(BOB, 3, "n"));
		assertThat(redis.get(NAME_KEY)).isEqualTo("30 0");
	}

	@Test
	void nameRemembersWhoMayFollow() {
		run(new Operation.Yield(ANN, 1, "n", "some host"), WISH);
		assertThat(redis.get(NAME_KEY)).isEqualTo("14 1 5 1 ann some host");
		assertThat(redis.pttl(NAME_KEY)).isGreaterThan(86_390_000L);
		run(new Operation.Yield(ANN, 1, "n", "host"));
		assertThat(run(new Operation.Acquire(BOB, 2, "n", 20, 3, true))).containsExactly("+");
		assertThat(redis.get(NAME_KEY)).isEqualTo("22 1 20 2 bob");
	}

	@Test
	void refusedAndDroppedWishesLeaveNothing() {
		run(WISH, new Operation.Acquire(BOB, 3, "n", 30, 1, true), new Operation.Acquire(ANN, 1, "n", 40, 1, false),
				RELEASE);
		assertThat(redis.exists(LINE_KEY)).isZero();
		assertThat(redis.get(NAME_KEY)).isEqualTo("40 0");
		run(new Operation.Acquire(ANN, 2, "n", 41, 1, false), new Operation.Acquire(BOB, 2, "n", 50, 1, true),
				new Operation.Close(BOB), new Operation.Release(ANN, 2, "n"));
		assertThat(redis.exists(LINE_KEY)).isZero();
		assertThat(redis.pttl(NAME_KEY)).isBetween(7_190_000L, 7_200_000L);
	}

	@Test
	void withdrawnWishLeavesNothing() {
		run(WISH, new Operation.Release(BOB, 2, "n"));
		assertThat(redis.exists(LINE_KEY)).isZero();
		assertThat(redis.get(NAME_KEY)).isEqualTo("14 1 5 1 ann");
	}

	@Test
	void grantThatWasWishedForLeavesNoWish() {
		run(WISH, new Operation.Close(ANN));
		assertThat(run(WISH)).containsExactly("+");
		assertThat(redis.exists(LINE_KEY)).isZero();
	}

	@Test
	void ordinaryOperationsTouchNoLine() {
		redis.lpush(LINE_KEY, "garbage");
		assertThat(run(new Operation.Acquire(BOB, 2, "n", 20, 1, false), new Operation.Look("n"),
				new Operation.Acquire(ANN, 1, "n", 15, 1, false)))
			.noneMatch((answer) -> answer.toString().startsWith("E"));
	}

	@Test
	void foreignKeyUnderTheLineFailsNoRelease() {
		run(WISH);
		redis.del(LINE_KEY);
		redis.lpush(LINE_KEY, "garbage");
		assertThat(run(WISH)).containsExactly("E WRONGTYPE");
		assertThat(run(new Operation.Release(BOB, 2, "n"))).containsExactly("O");
		assertThat(redis.get(NAME_KEY)).isEqualTo("14 1 5 1 ann");
		assertThat(run(RELEASE, RELEASE)).containsExactly("O", "O");
		assertThat(redis.get(NAME_KEY)).isEqualTo("14 1");
		assertThat(redis.lrange(LINE_KEY, 0, -1)).containsExactly("garbage");
	}

	@Test
	void foreignKeyUnderTheNameFailsNoReleaseAndKeepsNoWish() {
		run(WISH);
		redis.del(NAME_KEY);
		redis.lpush(NAME_KEY, "garbage");
		assertThat(run(RELEASE, new Operation.Release(BOB, 2, "n"))).containsExactly("O", "O");
		assertThat(redis.exists(LINE_KEY)).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "session:bob", "sentinel" })
	void otherForeignKeysFailNoRelease(String key) {
		run(WISH);
		redis.del(LeaseScript.PREFIX + key);
		redis.lpush(LeaseScript.PREFIX + key, "garbage");
		assertThat(run(RELEASE)).containsExactly("O");
		assertThat(redis.get(NAME_KEY)).isEqualTo("14 1");
	}

	@ParameterizedTest
	@CsvSource({ "bob 2, 20", "bob 2, 20 ", "bob 2, 20 x", "bob 2, x 3", "bob 2, -1 3", "bob 2, 1e3 1", "bob 2, 20 3 4",
			"bob 2, 9007199254740992 1", "bob 2, 20 9007199254740992", "bob, 20 3", "bob x, 20 3", "bob -2, 20 3",
			"'', 20 3" })
	void corruptWishFailsTheReleaseWithoutEffect(String field, String value) {
		run(new Operation.Acquire(BOB, 1, "n", 15, 1, true));
		redis.hset(LINE_KEY, field, value);
		Map<String, String> line = redis.hgetall(LINE_KEY);
		String name = redis.get(NAME_KEY);
		assertThat(run(RELEASE)).containsExactly("E WRONGVALUE");
		assertThat(redis.hgetall(LINE_KEY)).isEqualTo(line);
		assertThat(redis.get(NAME_KEY)).isEqualTo(name);
		assertThat(run(new Operation.Release(BOB, 1, "n"))).containsExactly("O");
	}

	@Test
	void corruptFenceFailsTheReleaseWithoutEffect() {
		run(WISH);
		redis.set(NAME_KEY, "9007199254740992 1 5 1 ann");
		assertThat(run(RELEASE)).containsExactly("E WRONGVALUE");
		assertThat(redis.get(NAME_KEY)).isEqualTo("9007199254740992 1 5 1 ann");
		assertThat(redis.hgetall(LINE_KEY)).hasSize(1);
	}

	@Test
	void corruptSessionOfAWaiterFailsTheReleaseWithoutEffect() {
		run(WISH);
		redis.set(SESSION_KEY + "bob", "garbage");
		assertThat(run(RELEASE)).containsExactly("E WRONGVALUE");
		redis.set(SESSION_KEY + "bob", "1:without an ear");
		assertThat(run(RELEASE)).containsExactly("E WRONGVALUE");
		assertThat(redis.get(NAME_KEY)).isEqualTo("14 1 5 1 ann");
		assertThat(redis.hgetall(LINE_KEY)).hasSize(1);
	}

	@Test
	void corruptFieldInAFullLineFailsTheWishWithoutEffect() {
		for (int lease = 0; lease < 30; lease++) {
			redis.hset(LINE_KEY, "dead " + lease, "15 1");
		}
		redis.hset(LINE_KEY, Map.of("garbage", "15 1", "dead 30", "15 1"));
		assertThat(run(WISH)).containsExactly("E WRONGVALUE");
		assertThat(redis.hlen(LINE_KEY)).isEqualTo(32);
		redis.hdel(LINE_KEY, "garbage");
		assertThat(run(WISH).get(0)).asString().startsWith("T ");
		redis.hset(LINE_KEY, "dead 31", "15 1");
		redis.hset(LINE_KEY, "bob 3", "15 1");
		assertThat(redis.hlen(LINE_KEY)).isEqualTo(34);
		run(WISH);
		assertThat(redis.hlen(LINE_KEY)).isEqualTo(34);
		run(new Operation.Acquire(BOB, 4, "n", 20, 3, true));
		assertThat(redis.hkeys(LINE_KEY)).containsExactlyInAnyOrder("bob 2", "bob 3", "bob 4");
	}

	@Test
	void fullMemoryFailsNeitherTheQuestionNorTheRelease() {
		run(WISH);
		redis.configSet("maxmemory", "1");
		assertThat(run(new Operation.Acquire(BOB, 3, "n", 20, 3, true)).get(0)).asString().startsWith("T ");
		assertThat(redis.hkeys(LINE_KEY)).containsExactly("bob 2");
		assertThat(run(RELEASE)).containsExactly("O");
		assertThat(redis.get(NAME_KEY)).isEqualTo("22 0 20 2 bob");
	}

	@Test
	void userWhoMayNotPublishLocksAndWaitsAllTheSame() {
		redis.aclSetuser("mute", AclSetuserArgs.Builder.on().nopass().allKeys().allCommands().resetChannels());
		RedisURI uri = RedisURI.create(server.uri());
		uri.setCredentialsProvider(new StaticCredentialsProvider("mute", new char[0]));
		try (StatefulRedisConnection<String, String> mute = client.connect(uri)) {
			assertThat(run(mute.sync(), WISH).get(0)).asString().startsWith("T ");
			assertThat(run(mute.sync(), RELEASE)).containsExactly("O");
			assertThat(run(mute.sync(), new Operation.Announce("c", "t")).get(0)).asString().startsWith("E ");
		}
		assertThat(redis.get(NAME_KEY)).isEqualTo("22 0 20 2 bob");
	}

}
