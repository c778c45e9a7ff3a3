package io.quorumlock.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;

import io.quorumlock.quorum.Mutant;
import io.quorumlock.quorum.Production;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the production classes through histories with faults, and the same with one rule
 * left out to see that this is noticed. {@code -Dhistories} sets how many, {@code -Dseed}
 * the first.
 */
class SimulationTests {

	private static final long HISTORIES = Long.getLong("histories", 20_000);

	private static final long FIRST_SEED = Long.getLong("seed", 0);

	private static final long MUTANT_HISTORIES = 2_000;

	private static final int TRACE_LINES = 100;

	private static final SimulationReport report = new SimulationReport();

	@AfterAll
	static void writeReport() throws IOException {
		report.write();
	}

	@Test
	void historiesBreakNothing() {
		report.starts();
		Simulation simulation = Simulation.run(new Production(), FIRST_SEED, HISTORIES);
		report.ran(simulation);
		assertThat(simulation.failures()).as(() -> describe(simulation)).isEmpty();
		if (HISTORIES >= 1000) {
			assertThat(simulation.staleWritesRefused()).isPositive();
			assertThat(simulation.losses()).isPositive();
			assertThat(simulation.handOvers()).isPositive();
			assertThat(simulation.minSlackNanos()).isPositive();
		}
	}

	@ParameterizedTest
	@MethodSource("io.quorumlock.quorum.Mutant#all")
	void mutantIsCaught(Mutant mutant) {
		Simulation simulation = new Simulation(mutant);
		boolean caught = LongStream.range(FIRST_SEED, FIRST_SEED + MUTANT_HISTORIES)
			.filter((seed) -> simulation.run(seed) != null)
			.findFirst()
			.isPresent();
		report.caught(mutant.name(), caught ? simulation.histories() : 0);
		assertThat(caught).as("whether '%s' was noticed in %d histories", mutant, simulation.histories()).isTrue();
	}

	/**
	 * A few failures of each invariant, each with the fewest faults that still cause it,
	 * and what happened in the first of all.
	 */
	private static String describe(Simulation simulation) {
		StringBuilder text = new StringBuilder();
		simulation.failures().forEach((invariant, failures) -> {
			text.append(invariant).append(", ").append(failures.size()).append(" times:");
			failures.stream().limit(3).forEach((failure) -> text.append(describe(simulation, failure)));
			text.append('\n');
		});
		Simulation.Failure first = simulation.failures().values().iterator().next().get(0);
		return text.append(trace(simulation, simulation.shrink(first))).toString();
	}

	private static String describe(Simulation simulation, Simulation.Failure failure) {
		return "\n  " + failure.violation().getMessage() + "\n    again: -Dhistories=1 -Dseed=" + failure.plan().seed()
				+ "\n    smallest: " + simulation.shrink(failure);
	}

	/** The last of what happened; all of it goes into a file. */
	private static String trace(Simulation simulation, Plan plan) {
		List<String> lines = simulation.trace(plan);
		Path file = Path.of("target", "simulation-" + plan.seed() + ".txt");
		try {
			Files.write(file, lines);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return "The end of " + file.toAbsolutePath() + ":\n"
				+ String.join("\n", lines.subList(Math.max(0, lines.size() - TRACE_LINES), lines.size()));
	}

}
