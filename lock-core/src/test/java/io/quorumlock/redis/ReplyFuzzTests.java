package io.quorumlock.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

import io.quorumlock.LeaseRequest;
import io.quorumlock.LockName;
import io.quorumlock.QuorumHealth;
import io.quorumlock.node.Answer;
import io.quorumlock.node.Batch;
import io.quorumlock.node.LeaseNode;
import io.quorumlock.node.Operation;
import io.quorumlock.node.SessionId;
import io.quorumlock.quorum.AcquireResult;
import io.quorumlock.quorum.LeaseEngine;
import io.quorumlock.quorum.QuorumSettings;
import io.quorumlock.quorum.Sighting;
import io.quorumlock.simulation.SimulatedClock;
import io.quorumlock.simulation.SimulatedConnection;
import io.quorumlock.simulation.SimulatedHost;
import io.quorumlock.simulation.SimulatedNode;
import io.quorumlock.simulation.SimulatedProcess;
import io.quorumlock.simulation.Weather;
import io.quorumlock.simulation.World;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Nodes that answer with garbage: no lease comes of it, everybody is told, and nothing is
 * left behind. Whatever is not a grant, word by word, is garbage here.
 */
class ReplyFuzzTests {

	private static final int REPLIES = 60_000;

	private static final int CONVERSATIONS = 1500;

	private static final BatchCodec CODEC = new BatchCodec(RedisNodeSettings.defaults());

	private final SplittableRandom random = new SplittableRandom(Long.getLong("fuzz.seed", 1));

	private final Garbage garbage = new Garbage(this.random);

	@Test
	void whatIsReadIsWhatWasSaid() {
		int answered = 0;
		for (int i = 0; i < REPLIES; i++) {
			List<Operation> operations = this.garbage.operations();
			Object reply = this.garbage.reply(operations.size());
			if (CODEC.decode(operations, reply) instanceof Batch.Answered batch) {
				answered++;
				assertThat(batch.answers().stream().map(ReplyFuzzTests::say).toList()).isEqualTo(reply);
			}
		}
		assertThat(answered).isBetween(REPLIES / 50, REPLIES / 2);
	}

	/** As the script says it. */
	private static String say(Answer answer) {
		if (answer instanceof Answer.Taken taken) {
			return "T " + taken.remainingMillis() + " " + taken.token() + " " + taken.fence() + " " + taken.holder();
		}
		if (answer instanceof Answer.Stale stale) {
			return "S " + stale.fence();
		}
		if (answer instanceof Answer.Free free) {
			return "F " + free.fence();
		}
		if (answer instanceof Answer.Ahead ahead) {
			return "A " + ahead.nodeMicros();
		}
		if (answer instanceof Answer.SittingOut sitting) {
			return "Q " + sitting.birth();
		}
		if (answer instanceof Answer.Standing standing) {
			return "V " + standing.birth() + " " + standing.ageMicros() + " " + (standing.voting() ? "1" : "0")
					+ (standing.founding() ? "1" : "0");
		}
		if (answer instanceof Answer.Failed failed) {
			return failed.reason().replace("refused: ", "E ");
		}
		return (answer instanceof Answer.Ok) ? "O"
				: (answer instanceof Answer.Gone) ? "G" : (answer instanceof Answer.Granted) ? "+" : "N";
	}

	@Test
	void garbageFromAMajorityOnTheWireIsSurvived() {
		for (int i = 0; i < CONVERSATIONS; i++) {
			converse((operations) -> CODEC.decode(operations, this.garbage.reply(operations.size())));
		}
	}

	@Test
	void garbageFromAnotherKindOfNodeIsSurvived() {
		for (int i = 0; i < CONVERSATIONS; i++) {
			converse((operations) -> this.garbage.batch(operations.size()));
		}
	}

	/**
	 * Two of three nodes answer with garbage, now and then honestly, but never grant.
	 */
	private void converse(Garbler garbler) {
		World world = new World(this.random.nextLong());
		SimulatedProcess process = new SimulatedProcess("client", world, new SimulatedClock(world, 1, 0));
		List<SimulatedNode> nodes = new ArrayList<>();
		List<LeaseNode> connections = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			SimulatedNode node = new SimulatedNode(new SimulatedClock(world, 1, 0));
			node.letVote();
			nodes.add(node);
			LeaseNode connection = new SimulatedConnection("node-" + i, world, process, new SimulatedHost(node),
					Weather.FAIR);
			connections.add((i == 0) ? connection : new GarblingNode(connection, garbler, this.random));
		}
		LeaseEngine engine = new LeaseEngine(connections, QuorumSettings.defaults("test", "client", 2), process.clock(),
				process, process, process);
		List<AcquireResult> results = new ArrayList<>();
		List<QuorumHealth> health = new ArrayList<>();
		List<Sighting> sightings = new ArrayList<>();
		engine.acquire(LeaseRequest.of("orders"), Duration.ofMillis(this.random.nextInt(100)), results::add);
		engine.probe(health::add);
		engine.look(LockName.of("orders"), sightings::add);
		world.runFor(Duration.ofSeconds(2).toNanos());
		assertThat(results).hasSize(1).doesNotHaveAnyElementsOfTypes(AcquireResult.Acquired.class);
		assertThat(health).hasSize(1);
		assertThat(sightings).hasSize(1);
		world.runFor(Duration.ofMinutes(3).toNanos());
		assertThat(engine.watched()).isZero();
		assertThat(nodes).allSatisfy((node) -> assertThat(node.occupied()).isEmpty());
	}

	@FunctionalInterface
	private interface Garbler {

		Batch answer(List<Operation> operations);

	}

	private record GarblingNode(LeaseNode honest, Garbler garbler, SplittableRandom random) implements LeaseNode {

		@Override
		public String name() {
			return this.honest.name();
		}

		@Override
		public void submit(List<Operation> operations, Consumer<Batch> result) {
			this.honest.submit(operations, (batch) -> {
				Batch answer = (this.random.nextInt(4) == 0) ? batch : this.garbler.answer(operations);
				result.accept(grants(answer) ? new Batch.Unanswered("it was a grant, by chance") : answer);
			});
		}

		@Override
		public void subscribe(String channel, Consumer<String> messages) {
			this.honest.subscribe(channel, messages);
		}

		private static boolean grants(Batch batch) {
			return batch instanceof Batch.Answered answered
					&& answered.answers().stream().anyMatch(Answer.Granted.class::isInstance);
		}

	}

	/** What no node should say. */
	private static final class Garbage {

		private static final SessionId SESSION = new SessionId("s");

		private static final String[] WORDS = { "O", "G", "+", "N", "T", "S", "F", "A", "Q", "V", "E", "", "X", "OK",
				"o" };

		private static final String[] FIELDS = { "0", "1", "5", "9007199254740991", "9007199254740992", "-1", "1.5",
				"1e3", "+1", "99999999999999999999", "\u0661", "", "00", "01", "10", "11", "OOM", "nil", "host", "\n" };

		private final SplittableRandom random;

		Garbage(SplittableRandom random) {
			this.random = random;
		}

		List<Operation> operations() {
			Operation[] all = { new Operation.Greet(), new Operation.Admit(1, true),
					new Operation.Open(SESSION, 1000, "h", "ear"), new Operation.Renew(SESSION, 1000),
					new Operation.Close(SESSION),
					new Operation.Acquire(SESSION, 1, "n", 5, 1, this.random.nextBoolean()),
					new Operation.Regrant(SESSION, 1, "n", 5, 5), new Operation.Release(SESSION, 1, "n"),
					new Operation.Look("n"), new Operation.Yield(SESSION, 1, "n", "h"),
					new Operation.Announce("c", "t") };
			return this.random.ints(this.random.nextInt(3), 0, all.length).mapToObj((i) -> all[i]).toList();
		}

		@Nullable Object reply(int size) {
			return switch (this.random.nextInt(12)) {
				case 0 -> value();
				case 1 -> list(this.random.nextInt(4));
				default -> list(size);
			};
		}

		private List<@Nullable Object> list(int size) {
			@Nullable Object[] values = new @Nullable Object[size];
			Arrays.setAll(values, (i) -> (this.random.nextInt(12) == 0) ? value() : text());
			return Arrays.asList(values);
		}

		private @Nullable Object value() {
			return switch (this.random.nextInt(7)) {
				case 0 -> null;
				case 1 -> this.random.nextLong();
				case 2 -> true;
				case 3 -> List.of("+");
				case 4 -> new IllegalStateException("ERR");
				case 5 -> new byte[] { '+' };
				default -> text();
			};
		}

		private String text() {
			StringBuilder text = new StringBuilder(WORDS[this.random.nextInt(WORDS.length)]);
			for (int fields = this.random.nextInt(5); fields > 0; fields--) {
				text.append(' ').append(FIELDS[this.random.nextInt(FIELDS.length)]);
			}
			return text.toString();
		}

		Batch batch(int size) {
			int wrong = (this.random.nextInt(3) == 0) ? this.random.nextInt(4) : size;
			return new Batch.Answered(this.random.longs(wrong).mapToObj(this::answer).toList());
		}

		private Answer answer(long number) {
			Answer[] all = { new Answer.Ok(), new Answer.Gone(), new Answer.NoSession(),
					new Answer.Taken(number, number, number, "h"), new Answer.Free(number), new Answer.Stale(number),
					new Answer.Stale((1L << 53) - 1), new Answer.Ahead(number), new Answer.SittingOut(number),
					new Answer.Standing(number, number, (number & 1) == 0, (number & 2) == 0),
					new Answer.Failed("refused: ERR") };
			return all[this.random.nextInt(all.length)];
		}

	}

}
