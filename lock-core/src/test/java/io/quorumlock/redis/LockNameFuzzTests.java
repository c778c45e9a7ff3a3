package io.quorumlock.redis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import io.quorumlock.LockName;
import io.quorumlock.node.Answer;
import io.quorumlock.node.Batch;
import io.quorumlock.node.Operation;
import io.quorumlock.node.SessionId;
import io.quorumlock.quorum.EngineAccess;
import io.quorumlock.testing.RandomText;
import io.quorumlock.testing.RedisServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random names are refused in a few clear words, or have a key in Redis of their own.
 */
class LockNameFuzzTests {

	private static final int INPUTS = 60_000;

	private static final int ON_A_SERVER = 2000;

	private static final SessionId SESSION = new SessionId("ann");

	private final SplittableRandom random = new SplittableRandom(Long.getLong("fuzz.seed", 1));

	private final RandomText text = new RandomText(this.random);

	@Test
	void noTwoLocksMeetInOneKey() {
		Map<String, Lock> seen = new HashMap<>();
		int refused = 0;
		for (int i = 0; i < INPUTS; i++) {
			Lock lock = next();
			try {
				Lock other = seen.putIfAbsent(onTheWire(lock.fullName()), lock);
				assertThat(other).isIn(null, lock);
			}
			catch (IllegalArgumentException ex) {
				refused++;
				assertThat(ex.getMessage()).hasSizeLessThan(300).doesNotContainPattern("[\\p{C}\\p{Zl}\\p{Zp}]");
			}
		}
		assertThat(seen).hasSizeGreaterThan(INPUTS / 6);
		assertThat(refused).isGreaterThan(INPUTS / 6);
	}

	@Test
	void serverKeepsAllLocksApart() {
		Map<Lock, String> names = new HashMap<>();
		while (names.size() < ON_A_SERVER) {
			Lock lock = next();
			try {
				names.put(lock, lock.fullName());
			}
			catch (IllegalArgumentException ex) {
				// Is not a name
			}
		}
		BatchCodec codec = new BatchCodec(RedisNodeSettings.defaults());
		try (RedisServer server = RedisServer.start(); ScriptNode script = new ScriptNode(server)) {
			long birth = ((Answer.Standing) answers(script, codec, List.of(new Operation.Greet())).get(0)).birth();
			List<Operation> batch = new ArrayList<>();
			batch.add(new Operation.Admit(birth, true));
			batch.add(new Operation.Open(SESSION, 60_000, "host", "ear"));
			names.values()
				.forEach((name) -> batch.add(new Operation.Acquire(SESSION, batch.size(), name, 5, 1, false)));
			assertThat(answers(script, codec, batch).subList(2, batch.size())).containsOnly(new Answer.Granted());
			assertThat(script.redis().dbsize().toCompletableFuture().join()).as("names, session and sentinel")
				.isEqualTo(ON_A_SERVER + 2);
		}
	}

	private static List<Answer> answers(ScriptNode script, BatchCodec codec, List<Operation> operations) {
		return ((Batch.Answered) script.submit(codec, 1, operations)).answers();
	}

	private Lock next() {
		String namespace = orText("a");
		String name = (this.random.nextInt(10) == 0) ? "@role" : orText("a");
		return switch (this.random.nextInt(5)) {
			case 0 -> new Lock(Kind.ROLE, namespace, name, null);
			case 1 -> new Lock(Kind.NAME, namespace, name, null);
			default -> new Lock(Kind.NAME_AND_KEY, namespace, name, this.text.next(50));
		};
	}

	/** Often the usual, or hardly two locks would be alike but for one part. */
	private String orText(String usual) {
		return this.random.nextBoolean() ? usual : this.text.next(15);
	}

	/** What cannot be encoded ends as a question mark. */
	private static String onTheWire(String name) {
		return new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
	}

	private enum Kind {

		ROLE, NAME, NAME_AND_KEY

	}

	private record Lock(Kind kind, String namespace, String name, @Nullable String key) {

		String fullName() {
			LockName lock = switch (this.kind) {
				case ROLE -> LockName.ofRole(this.name);
				case NAME -> LockName.of(this.name);
				case NAME_AND_KEY -> LockName.of(this.name, this.key);
			};
			return EngineAccess.fullNames(this.namespace, lock).get(0);
		}

	}

}
