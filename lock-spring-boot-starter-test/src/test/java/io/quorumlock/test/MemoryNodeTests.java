package io.quorumlock.test;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import io.quorumlock.node.Answer;
import io.quorumlock.node.Operation;
import io.quorumlock.node.SessionId;
import io.quorumlock.simulation.SimulatedClock;
import io.quorumlock.simulation.SimulatedNode;
import io.quorumlock.simulation.World;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a {@link MemoryNode} answers as the node of the simulation does, which in
 * turn answers as Redis does.
 */
class MemoryNodeTests {

	private static final List<String> EARS = List.of("ear-0", "ear-1");

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8 })
	void randomOperationsAreAnsweredAlike(long seed) {
		Random random = new Random(seed);
		World world = new World(seed);
		SimulatedNode simulated = new SimulatedNode(new SimulatedClock(world, 1, 0));
		simulated.letVote();
		VirtualTime time = new VirtualTime();
		MemoryNode node = new MemoryNode("node", time);
		List<String> expectedNews = new ArrayList<>();
		List<String> news = new ArrayList<>();
		simulated.subscribe((ear, text) -> expectedNews.add(ear + " " + text));
		EARS.forEach((ear) -> node.subscribe(ear, (text) -> news.add(ear + " " + text)));
		for (int i = 0; i < 2000; i++) {
			long pause = TimeUnit.MILLISECONDS.toNanos(random.nextInt(30));
			world.runFor(pause);
			time.advance(pause);
			Operation operation = operation(random, i);
			Answer expected = simulated.run(List.of(operation), 1).get(0);
			assertThat(node.run(operation)).as("%s, number %s", operation, i).isEqualTo(expected);
			time.advance(0);
			assertThat(news).as("%s, number %s", operation, i).isEqualTo(expectedNews);
		}
		assertThat(news).anyMatch((text) -> text.contains("granted"))
			.anyMatch((text) -> text.contains("refused"))
			.anyMatch((text) -> text.contains("wanted"));
	}

	private static Operation operation(Random random, int number) {
		SessionId session = new SessionId("session-" + random.nextInt(3));
		String name = "name-" + random.nextInt(3);
		long lease = 1L + random.nextInt(2);
		String holder = "holder-" + random.nextInt(2);
		long token = 1L + number + random.nextInt(200);
		return switch (random.nextInt(15)) {
			case 0, 7, 8 -> new Operation.Open(session, 200, holder, EARS.get(random.nextInt(2)));
			case 1, 2 -> new Operation.Renew(session, 200);
			case 3, 4, 9, 10 ->
				new Operation.Acquire(session, lease, name, token, 1 + random.nextInt(3), random.nextBoolean());
			case 5 -> new Operation.Regrant(session, lease, name, token, token + random.nextInt(20));
			case 6 -> new Operation.Release(session, lease, name);
			case 11 -> new Operation.Look(name);
			case 12, 13 -> new Operation.Yield(session, lease, name, holder);
			default -> new Operation.Close(session);
		};
	}

}
