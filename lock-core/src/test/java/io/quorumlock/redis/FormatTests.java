package io.quorumlock.redis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.quorumlock.node.Operation;
import io.quorumlock.node.SessionId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What instances keep on the nodes and say to them is what was recorded when the format
 * was new: instances of other versions run beside them during a rolling upgrade.
 */
class FormatTests {

	private static final String FILE = PinnedFormat.FOLDER + "dialogue.txt";

	private static final String RECORD = "format.record";

	private static final String ADVICE = "The keys, the messages or the dialogue of format " + LeaseScript.FORMAT
			+ " have changed. Instances of both versions run side by side during a rolling upgrade. If older ones can "
			+ "do without what is new, record it: mvn -pl lock-core test -Dtest=FormatTests -Dformat.record=true. "
			+ "If not, raise LeaseScript.FORMAT first, which makes it a new record";

	private static final SessionId ANN = new SessionId("ann");

	private static final SessionId BOB = new SessionId("bob");

	private static final SessionId CAT = new SessionId("cat");

	private static final String NAME = "shop/orders/42";

	private final BatchCodec codec = new BatchCodec(RedisNodeSettings.defaults());

	@Test
	@DisabledIfSystemProperty(named = RECORD, matches = "true")
	void todaysScriptSpeaksTheRecordedFormat() {
		assertThat(dialogue(LeaseScript.SOURCE)).as(ADVICE).isEqualTo(LeaseScript.read(FILE));
	}

	@Test
	@DisabledIfSystemProperty(named = RECORD, matches = "true")
	void pinnedScriptSpeaksTheRecordedFormat() {
		assertThat(dialogue(PinnedFormat.SCRIPT)).as(ADVICE).isEqualTo(LeaseScript.read(FILE));
	}

	@Test
	void prefixNamesTheFormat() {
		assertThat(LeaseScript.PREFIX).isEqualTo("lock:v" + LeaseScript.FORMAT + ":");
		assertThat(PinnedFormat.PREFIX).isEqualTo(LeaseScript.PREFIX);
	}

	@Test
	@EnabledIfSystemProperty(named = RECORD, matches = "true")
	void record() throws IOException {
		Path folder = Path.of("src/test/resources/io/quorumlock/redis", PinnedFormat.FOLDER);
		Files.createDirectories(folder);
		Files.writeString(folder.resolve("dialogue.txt"), dialogue(LeaseScript.SOURCE));
		Files.writeString(folder.resolve("lease-node.lua"), LeaseScript.SOURCE);
	}

	private String dialogue(String script) {
		try (DialogueRecorder recorder = new DialogueRecorder()) {
			Speaker speaker = new Speaker(recorder, script);
			begin(speaker);
			take(speaker);
			waitInLine(speaker);
			refuse(speaker);
			handOver(speaker);
			regrant(speaker);
			renew(speaker);
			speaker.say("An announcement", 1, new Operation.Announce("roles", "ann leads"));
			speaker.run = "run-2";
			speaker.say("After a restart", 3, new Operation.Greet(), acquire(BOB, 9, "other", 5000, 1, false));
			meet(recorder);
			return recorder.text();
		}
	}

	private static void begin(Speaker speaker) {
		String standing = speaker
			.say("A new node sits out", 1, new Operation.Greet(), new Operation.Open(ANN, 3_600_000, "host a", "ear-a"),
					acquire(ANN, 1, NAME, 1000, 10, false))
			.get(0);
		speaker.say("It is admitted", 1, new Operation.Admit(Long.parseLong(standing.split(" ", 3)[1]), true),
				new Operation.Greet());
	}

	private static void take(Speaker speaker) {
		speaker.say("A free name is granted", 1, acquire(ANN, 1, NAME, 1000, 10, false));
		speaker.say("The same question, and a higher token", 1, acquire(ANN, 1, NAME, 1000, 10, false),
				acquire(ANN, 1, NAME, 1020, 1, false));
		speaker.say("A taken name, without a wish", 1, new Operation.Open(BOB, 3_600_000, "host-b", "ear-b"),
				acquire(BOB, 2, NAME, 1030, 3, false), new Operation.Look(NAME));
	}

	private static void waitInLine(Speaker speaker) {
		speaker.say("A wish", 1, acquire(BOB, 2, NAME, 1030, 3, true));
		speaker.say("Another wish", 1, acquire(BOB, 3, NAME, 1040, 1, true));
		speaker.say("A release that grants", 1, new Operation.Release(ANN, 1, NAME));
		speaker.say("A wish is withdrawn", 1, new Operation.Release(BOB, 3, NAME));
		speaker.say("A release with nobody left", 1, new Operation.Release(BOB, 2, NAME));
		speaker.say("A release once more", 1, new Operation.Release(BOB, 2, NAME), new Operation.Look(NAME));
	}

	private static void refuse(Speaker speaker) {
		speaker.say("A stale token, one far ahead, and no session", 1, acquire(ANN, 4, NAME, 1032, 1, false),
				acquire(ANN, 4, NAME, 9_000_000_000_000_000L, 1, false), acquire(CAT, 1, NAME, 2000, 1, false));
	}

	private static void handOver(Speaker speaker) {
		speaker.say("A name is kept for a successor", 1, acquire(ANN, 5, "role", 2000, 1, false),
				acquire(BOB, 5, "role", 2010, 1, true), new Operation.Yield(ANN, 5, "role", "host c"));
		speaker.say("The successor takes it", 1, new Operation.Open(CAT, 3_600_000, "host c", "ear-c"),
				acquire(CAT, 6, "role", 2020, 1, false));
		speaker.say("A release that refuses the wish", 1, new Operation.Release(CAT, 6, "role"));
	}

	private static void regrant(Speaker speaker) {
		speaker.say("Grants are given again", 1, new Operation.Regrant(ANN, 7, "again", 3000, 3009),
				new Operation.Regrant(ANN, 7, "again", 3000, 3008), new Operation.Regrant(BOB, 7, "again", 3020, 3020));
	}

	private static void renew(Speaker speaker) {
		speaker.say("A session is renewed on its next connection", 2, new Operation.Renew(ANN, 3_600_000));
		speaker.say("The former connection asks", 1, acquire(ANN, 8, "late", 4000, 1, false));
		speaker.say("Sessions end", 2, new Operation.Close(ANN), new Operation.Close(CAT),
				new Operation.Renew(ANN, 3_600_000));
	}

	/** What instances of all formats tell each other. */
	private static void meet(DialogueRecorder recorder) {
		String script = LeaseScript.read("membership.lua");
		String[] keys = { ScriptRollCall.IDENTITY_KEY, ScriptRollCall.ROLL_KEY + "shop" };
		String one = Member.of("shop-1", 2, Map.of("a1", "redis-1:6379", "b2", "redis-2:6379")).text();
		String two = Member.of("shop-2", 1, Map.of("a1", "10.0.0.1:6379")).text();
		recorder.step("An instance looks around", script, keys, "a1", "shop-1/01", "", "3600000");
		recorder.step("It says what it is", script, keys, "c3", "shop-1/01", one, "3600000");
		recorder.step("Another one meets it", script, keys, "c3", "shop-2/02", two, "3600000");
		recorder.step("It asks once more", script, keys, "c3", "shop-2/02", "", "3600000");
	}

	private static Operation acquire(SessionId session, long lease, String name, long token, int block, boolean wish) {
		return new Operation.Acquire(session, lease, name, token, block, wish);
	}

	private final class Speaker {

		private final DialogueRecorder recorder;

		private final String script;

		private String run = "run-1";

		private Speaker(DialogueRecorder recorder, String script) {
			this.recorder = recorder;
			this.script = script;
		}

		private List<String> say(String title, long connection, Operation... operations) {
			return this.recorder.step(title, this.script, new String[] { LeaseScript.PREFIX },
					FormatTests.this.codec.encode(connection, this.run, List.of(operations)));
		}

	}

}
