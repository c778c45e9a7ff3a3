package io.quorumlock.simulation;

import java.util.List;

import io.quorumlock.quorum.Production;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SimulationTests {

	@Test
	void historiesBreakNothing() {
		long from = Long.getLong("seed", 0);
		long count = Long.getLong("histories", 500);
		long start = System.nanoTime();
		Simulation simulation = new Simulation(new Production());
		for (long seed = from; seed < from + count; seed++) {
			simulation.run(seed);
		}
		double seconds = (System.nanoTime() - start) / 1e9;
		System.out.printf("%.0f histories/s, acq %d loss %d stale %d slack %d%n", count / seconds,
				simulation.acquisitions(), simulation.losses(), simulation.staleWritesRefused(),
				simulation.minSlackNanos());
		simulation.failures().forEach((key, list) -> {
			System.out.println(key + " " + list.size());
			for (Simulation.Failure each : list.subList(0, Math.min(3, list.size()))) {
				System.out.println(each.violation() + " " + simulation.shrink(each));
			}
		});
		assertThat(simulation.failures().values().stream().mapToInt(List::size).sum()).isZero();
	}

}
