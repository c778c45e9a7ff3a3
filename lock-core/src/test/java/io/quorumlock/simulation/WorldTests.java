package io.quorumlock.simulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WorldTests {

	private static final long SECOND = 1_000_000_000;

	private final World world = new World(1);

	private final List<String> happened = new ArrayList<>();

	@Test
	void eventsHappenInOrderOfTheirInstantsAndThenAsScheduled() {
		SplittableRandom random = new SplittableRandom(7);
		List<Long> instants = new ArrayList<>();
		List<Long> seen = new ArrayList<>();
		for (int i = 0; i < 2000; i++) {
			// Some close together, some at the same instant, some very far ahead
			long range = (i % 3 == 0) ? 20 : (i % 3 == 1) ? 5_000_000 : 60 * SECOND;
			long instant = random.nextLong(range);
			instants.add(instant);
			this.world.schedule(instant, () -> {
				assertThat(this.world.now()).isEqualTo(instant);
				seen.add(instant);
			});
		}
		this.world.runUntil(30 * SECOND);
		this.world.runUntil(60 * SECOND);
		instants.sort(Comparator.naturalOrder());
		assertThat(seen).isEqualTo(instants);
	}

	@Test
	void eventForThePresentWaitsForThoseScheduledBefore() {
		this.world.schedule(10, () -> {
			this.happened.add("first");
			this.world.schedule(0, () -> this.happened.add("third"));
		});
		this.world.schedule(10, () -> this.happened.add("second"));
		this.world.runUntil(10);
		assertThat(this.happened).containsExactly("first", "second", "third");
	}

	@Test
	void cancelledEventDoesNotHappen() {
		World.Event soon = this.world.schedule(10, () -> this.happened.add("soon"));
		World.Event late = this.world.schedule(60 * SECOND, () -> this.happened.add("late"));
		soon.cancel();
		late.cancel();
		this.world.runUntil(120 * SECOND);
		assertThat(this.happened).isEmpty();
	}

	@Test
	void nothingHappensAfterTheEnd() {
		this.world.schedule(11, () -> this.happened.add("later"));
		this.world.runUntil(10);
		assertThat(this.happened).isEmpty();
		this.world.runFor(1);
		assertThat(this.happened).containsExactly("later");
	}

}
