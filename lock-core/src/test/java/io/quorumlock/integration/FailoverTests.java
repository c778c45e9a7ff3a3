package io.quorumlock.integration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How long nobody leads when the leader goes, on real processes; and that never two do.
 * {@code -Drounds} says how often each way to go is tried, on more nodes than in an
 * ordinary build.
 */
class FailoverTests {

	private static final Path FILE = Path.of("target", "failover.json");

	private static final int[] NODES = (System.getProperty("rounds") != null) ? new int[] { 3, 5 } : new int[] { 3 };

	private final int rounds = Integer.getInteger("rounds", 2);

	@TempDir
	private Path directory;

	private final FailoverReport report = new FailoverReport();

	@Test
	@Timeout(value = 1, unit = TimeUnit.HOURS)
	void leadershipPassesOnInTimeAndNeverTwoLead() throws IOException {
		for (int nodes : NODES) {
			Path gates = Files.createDirectory(this.directory.resolve(nodes + "-nodes"));
			try (FailoverCrew crew = new FailoverCrew(nodes, gates)) {
				measure(crew, nodes);
			}
		}
		Figures.show(this.report.toTable());
		Files.writeString(FILE, this.report.toJson());
		assertThat(this.report.all()).allMatch((series) -> series.isMostlyWithin(InstanceSettings.SLACK));
	}

	private void measure(FailoverCrew crew, int nodes) {
		crew.settle();
		Duration roundTrip = crew.roundTrip();
		this.report.roundTrip(roundTrip);
		PlannedRounds planned = new PlannedRounds(crew, this.report, nodes, roundTrip);
		UnplannedRounds unplanned = new UnplannedRounds(crew, this.report, nodes, roundTrip);
		for (int round = 0; round < this.rounds; round++) {
			planned.run(round);
			unplanned.run(round);
		}
		assertThat(Gate.violations(crew.gates())).as("gates open at once").isEmpty();
	}

}
