package io.quorumlock.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

import io.quorumlock.simulation.SimulatedClock;
import io.quorumlock.simulation.SimulatedSequenceNode;
import io.quorumlock.simulation.World;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A node gives the same answers as the node of the simulation, or the simulation would
 * prove a fiction. To be extended for each kind of node.
 */
public abstract class RandomSequencesContract {

	private static final int STEADY = 1700;

	private static final int EXPIRING = 300;

	private static final Duration SHORT = Duration.ofMillis(RandomSequence.SHORT_MILLIS);

	private static final Duration LONG = Duration.ofHours(2);

	private static final long FIRST_SEED = Long.getLong("sequences.seed", 1);

	private final Map<String, Integer> answers = new TreeMap<>();

	/**
	 * A node of its own that knows nothing.
	 * @param maxClockSkew how far a token may be ahead of its clock
	 * @param fenceRetention how long it keeps the fence of a released name
	 * @return the node
	 */
	protected abstract SequenceNode fresh(Duration maxClockSkew, Duration fenceRetention);

	/**
	 * Lets time go by on all the nodes.
	 * @param duration how much at least
	 */
	protected abstract void pass(Duration duration);

	@Test
	void sequencesAreAnsweredAlike() {
		play(false, LongStream.range(FIRST_SEED, FIRST_SEED + STEADY).boxed().toList());
		play(true, LongStream.range(FIRST_SEED, FIRST_SEED + EXPIRING).boxed().toList());
		assertThat(this.answers.keySet()).as("all that a node may say was said: %s", this.answers)
			.contains("Ok", "Gone", "Granted", "NoSession", "Taken", "Free", "Stale", "Ahead", "SittingOut", "Standing",
					"Failed", "NewsGranted", "NewsWanted", "NewsRefused");
		assertThat(this.answers.values()).allMatch((count) -> count > 50);
	}

	private void play(boolean expiring, List<Long> seeds) {
		World world = new World(1);
		List<Pair> pairs = new ArrayList<>();
		for (long seed : seeds) {
			RandomSequence sequence = new RandomSequence(seed, expiring);
			Duration retention = expiring ? SHORT : LONG;
			pairs.add(new Pair(sequence,
					new SequencePlayer(sequence,
							new SimulatedSequenceNode(new SimulatedClock(world, 1, 0), Duration.ofHours(1), retention)),
					new SequencePlayer(sequence, fresh(Duration.ofHours(1), retention))));
		}
		int phases = pairs.get(0).sequence().phases();
		for (int phase = 0; phase < phases; phase++) {
			int now = phase;
			world.runFor(1_000_000);
			if (expiring && phase > 0) {
				world.runFor(SHORT.toNanos());
				pass(SHORT.plusMillis(5));
			}
			pairs.forEach((pair) -> pair.begin(now));
			pairs.forEach((pair) -> pair.play(now));
			pairs.forEach((pair) -> pair.compare(this.answers));
		}
	}

	private record Pair(RandomSequence sequence, SequencePlayer simulated, SequencePlayer real) {

		void begin(int phase) {
			this.simulated.begin(phase);
			this.real.begin(phase);
		}

		void play(int phase) {
			this.simulated.play(phase);
			this.real.play(phase);
		}

		void compare(Map<String, Integer> counts) {
			List<String> expected = this.simulated.end();
			List<String> actual = this.real.end();
			for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
				if (i >= expected.size() || i >= actual.size() || !expected.get(i).equals(actual.get(i))) {
					throw new AssertionError(
							"Seed " + this.sequence.seed() + (this.sequence.expiring() ? ", expiring" : "")
									+ ": the node of the simulation notes\n" + prefix(expected, i)
									+ "\nbut the node under test\n" + (i < actual.size() ? actual.get(i) : "nothing"));
				}
			}
			for (String note : expected) {
				int arrow = note.indexOf(" -> ");
				if (arrow > 0) {
					counts.merge(note.substring(arrow + 4).split("[ \\[]", 2)[0], 1, Integer::sum);
				}
			}
		}

		private static String prefix(List<String> notes, int last) {
			return notes.stream().limit(last + 1L).collect(Collectors.joining("\n"));
		}

	}

}
