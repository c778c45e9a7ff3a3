package io.quorumlock.redis;

import java.util.List;

import io.quorumlock.node.Operation;
import io.quorumlock.node.SessionId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What only shows in the keys, or with connections that overtake each other.
 */
class LeaseScriptTests extends OnVotingServer {

	private static final String SESSION_KEY = "lock:v1:session:ann";

	private static final String NAME_KEY = "lock:v1:name:n";

	private static final SessionId ANN = new SessionId("ann");

	private static final SessionId BOB = new SessionId("bob");

	private static final Operation OPEN = new Operation.Open(ANN, 30_000, "host", "ear");

	private static final Operation ACQUIRE = new Operation.Acquire(ANN, 1, "n", 5, 10, false);

	private static final Operation RELEASE = new Operation.Release(ANN, 1, "n");

	@Test
	void serverWithoutSentinelSitsOutUntilItIsAdmitted() {
		redis.flushall();
		List<Object> refused = run(1, OPEN, ACQUIRE);
		assertThat(refused.get(1)).asString().startsWith("Q ");
		long birth = Long.parseLong(refused.get(1).toString().substring(2));
		assertThat(run(1, ACQUIRE)).containsExactly("Q " + birth);
		run(1, new Operation.Admit(birth - 1, false));
		assertThat(run(1, ACQUIRE)).containsExactly("Q " + birth);
		run(1, new Operation.Admit(birth, false));
		assertThat(run(1, ACQUIRE).get(0)).asString().startsWith("S ");
		assertThat(run(1, new Operation.Acquire(ANN, 1, "n", System.currentTimeMillis() * 1000 + 1_000_000, 1, false)))
			.containsExactly("+");
	}

	@Test
	void serverThatWasRestartedSitsOutButRenewsAndReleases() {
		run(1, OPEN, ACQUIRE);
		assertThat(run("run-2", 2, new Operation.Renew(ANN, 30_000), RELEASE, ACQUIRE)).element(2)
			.asString()
			.startsWith("Q ");
		assertThat(run("run-2", 2, new Operation.Greet()).get(0)).asString().endsWith(" 00");
	}

	@Test
	void grantIsKeptInTwoKeys() {
		run(3, OPEN, ACQUIRE);
		assertThat(redis.get(SESSION_KEY)).isEqualTo("3:ear:host");
		assertThat(redis.pttl(SESSION_KEY)).isBetween(29_000L, 30_000L);
		assertThat(redis.get(NAME_KEY)).isEqualTo("14 0 5 1 ann");
		assertThat(redis.pttl(NAME_KEY)).isBetween(86_390_000L, 86_400_000L);
	}

	@Test
	void releaseKeepsFenceForItsRetention() {
		run(1, OPEN, ACQUIRE, RELEASE);
		assertThat(redis.get(NAME_KEY)).isEqualTo("14 0");
		assertThat(redis.pttl(NAME_KEY)).isBetween(7_190_000L, 7_200_000L);
	}

	@Test
	void acquireAfterReleaseIsKeptAsHeldAgain() {
		run(1, OPEN, ACQUIRE, RELEASE, new Operation.Acquire(ANN, 2, "n", 15, 1, false));
		assertThat(redis.pttl(NAME_KEY)).isGreaterThan(7_200_000L);
	}

	@Test
	void releaseOfAnotherLeaseLeavesExpiry() {
		run(1, OPEN, ACQUIRE, new Operation.Release(ANN, 2, "n"), new Operation.Release(BOB, 1, "n"));
		assertThat(redis.pttl(NAME_KEY)).isGreaterThan(7_200_000L);
		assertThat(redis.get(NAME_KEY)).isEqualTo("14 0 5 1 ann");
	}

	@Test
	void regrantRefreshesExpiry() {
		run(1, OPEN, ACQUIRE);
		redis.pexpire(NAME_KEY, 5000);
		assertThat(run(1, new Operation.Regrant(ANN, 1, "n", 5, 14))).containsExactly("+");
		assertThat(redis.pttl(NAME_KEY)).isGreaterThan(7_200_000L);
	}

	@Test
	void acquireOfOlderConnectionIsRefusedAfterRelease() {
		run(1, OPEN);
		run(2, RELEASE);
		assertThat(run(1, ACQUIRE)).containsExactly("N");
		assertThat(run(1, new Operation.Regrant(ANN, 1, "n", 5, 14))).containsExactly("N");
		assertThat(run(2, ACQUIRE)).containsExactly("+");
		assertThat(run(3, new Operation.Acquire(ANN, 1, "n", 20, 1, false))).containsExactly("+");
	}

	@Test
	void eachOperationOnLivingSessionTellsItsConnection() {
		run(1, OPEN);
		assertThat(redis.get(SESSION_KEY)).startsWith("1:");
		run(2, new Operation.Renew(ANN, 30_000));
		assertThat(redis.get(SESSION_KEY)).startsWith("2:");
		run(3, ACQUIRE);
		assertThat(redis.get(SESSION_KEY)).startsWith("3:");
		run(4, new Operation.Regrant(ANN, 1, "n", 5, 14));
		assertThat(redis.get(SESSION_KEY)).startsWith("4:");
		run(5, new Operation.Release(ANN, 99, "other"));
		assertThat(redis.get(SESSION_KEY)).isEqualTo("5:ear:host");
		run(6, OPEN);
		assertThat(redis.get(SESSION_KEY)).isEqualTo("6:ear:host");
		assertThat(redis.pttl(SESSION_KEY)).isBetween(1L, 30_000L);
	}

	@Test
	void olderConnectionLowersNothing() {
		run(7, OPEN);
		assertThat(run(6, new Operation.Open(ANN, 1000, "other", "ear"), new Operation.Renew(ANN, 30_000), RELEASE))
			.containsExactly("O", "O", "O");
		assertThat(redis.get(SESSION_KEY)).isEqualTo("7:ear:host");
	}

	@Test
	void tellingItsConnectionDoesNotProlongSession() {
		run(1, new Operation.Open(ANN, 5000, "host", "ear"));
		run(2, ACQUIRE, RELEASE);
		assertThat(redis.get(SESSION_KEY)).startsWith("2:");
		assertThat(redis.pttl(SESSION_KEY)).isBetween(1L, 5000L);
	}

	@Test
	void foreignKeyUnderNameFailsItsOperationsOnly() {
		redis.lpush(NAME_KEY, "garbage");
		assertThat(run(1, OPEN, ACQUIRE, new Operation.Acquire(ANN, 1, "m", 5, 1, false),
				new Operation.Regrant(ANN, 1, "n", 5, 5), RELEASE, new Operation.Renew(ANN, 30_000)))
			.containsExactly("O", "E WRONGTYPE", "+", "E WRONGTYPE", "O", "O");
		assertThat(redis.lrange(NAME_KEY, 0, -1)).containsExactly("garbage");
	}

	@Test
	void foreignKeyUnderSessionFailsItsOperationsOnly() {
		redis.lpush(SESSION_KEY, "garbage");
		assertThat(run(1, new Operation.Renew(ANN, 1000), ACQUIRE, new Operation.Open(BOB, 1000, "b", "ear")))
			.containsExactly("E WRONGTYPE", "E WRONGTYPE", "O");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "garbage", "1e3 0", "-1 0", "14", "14 2", "14 0 ", "14 0 5", "14 0 5 1", "14 0 5 1 ",
			"14 0 5 x ann", "14 0 x 1 ann", "9007199254740992 0" })
	void valuesThatAreNotOursAreNoBaseForAGrant(String value) {
		redis.set(NAME_KEY, value);
		assertThat(run(1, OPEN, ACQUIRE, new Operation.Regrant(ANN, 1, "n", 5, 14), RELEASE)).containsExactly("O",
				"E WRONGVALUE", "E WRONGVALUE", "O");
		assertThat(redis.get(NAME_KEY)).isEqualTo(value);
	}

	@Test
	void sessionThatIsNotOursIsNoBaseForAGrant() {
		redis.set(SESSION_KEY, "garbage");
		assertThat(run(1, ACQUIRE)).containsExactly("E WRONGVALUE");
	}

	@Test
	void sentinelThatIsNotOursIsABirth() {
		redis.set(LeaseScript.PREFIX + "sentinel", "garbage");
		assertThat(run(1, OPEN, ACQUIRE).get(1)).asString().startsWith("Q ");
	}

	@Test
	void regrantOfTokenBeyondDoublesFails() {
		assertThat(run(1, OPEN, new Operation.Regrant(ANN, 1, "n", 1L << 53, 1L << 53))).containsExactly("O",
				"E WRONGVALUE");
	}

	@Test
	void fullMemoryFailsWhatNeedsMemoryOnly() {
		run(1, OPEN, ACQUIRE);
		redis.configSet("maxmemory", "1");
		assertThat(run(1, new Operation.Open(BOB, 1000, "b", "ear"), new Operation.Renew(ANN, 30_000)))
			.containsExactly("E OOM", "O");
		assertThat(run(1, RELEASE)).containsExactly("O");
		assertThat(redis.get(NAME_KEY)).isEqualTo("14 0");
		assertThat(redis.pttl(NAME_KEY)).isBetween(7_190_000L, 7_200_000L);
	}

	@Test
	void digestIsTheServersOwn() {
		assertThat(redis.scriptLoad(LeaseScript.SOURCE)).isEqualTo(LeaseScript.DIGEST);
	}

}
