package io.quorumlock.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Writes down what came of a simulation, in {@code target/simulation.json}.
 */
final class SimulationReport {

	private static final int INVARIANTS = 11;

	private final Map<String, Long> mutants = new LinkedHashMap<>();

	private @Nullable Simulation simulation;

	private long startedAt;

	private double processorSecondsBefore;

	private double seconds;

	private double processorSeconds;

	void starts() {
		this.startedAt = System.nanoTime();
		this.processorSecondsBefore = processorSeconds();
	}

	void ran(Simulation finished) {
		this.simulation = finished;
		this.seconds = (System.nanoTime() - this.startedAt) / 1e9;
		this.processorSeconds = processorSeconds() - this.processorSecondsBefore;
	}

	void caught(String mutant, long after) {
		this.mutants.put(mutant, after);
	}

	void write() throws IOException {
		Simulation finished = this.simulation;
		if (finished == null) {
			return;
		}
		String json = """
				{
				  "histories": %d,
				  "perSecond": %.1f,
				  "perProcessorSecond": %.1f,
				  "events": %d,
				  "acquisitions": %d,
				  "handOffs": %d,
				  "leaseLosses": %d,
				  "staleWritesRefused": %d,
				  "violations": {%s},
				  "minSlackNanos": %d,
				  "mutants": [%s]
				}
				""".formatted(finished.histories(), finished.histories() / this.seconds,
				finished.histories() / this.processorSeconds, finished.events(), finished.acquisitions(),
				finished.handOvers(), finished.losses(), finished.staleWritesRefused(), violations(finished),
				finished.minSlackNanos(), mutants());
		Files.writeString(Path.of("target", "simulation.json"), json);
		System.out.print(json);
	}

	/** Of all threads of this process, which tells the cost on a busy machine too. */
	private static double processorSeconds() {
		return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
	}

	/** Of each invariant, and of what is promised about events. */
	private static String violations(Simulation finished) {
		Stream<String> invariants = IntStream.rangeClosed(1, INVARIANTS).mapToObj((number) -> "I" + number);
		return Stream.concat(invariants, Stream.of("E", "Q"))
			.map((name) -> "\"" + name + "\": " + finished.failures().getOrDefault(name, List.of()).size())
			.collect(Collectors.joining(", "));
	}

	private String mutants() {
		Collection<Map.Entry<String, Long>> entries = this.mutants.entrySet();
		return entries.stream()
			.map((entry) -> "{\"name\": \"" + entry.getKey() + "\", \"caughtAfter\": " + entry.getValue() + "}")
			.collect(Collectors.joining(",\n    ", "\n    ", "\n  "));
	}

}
