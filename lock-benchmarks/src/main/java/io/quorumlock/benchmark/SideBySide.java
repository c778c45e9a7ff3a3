package io.quorumlock.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.quorumlock.benchmark.node.Nodes;
import io.quorumlock.benchmark.report.JsonReport;
import io.quorumlock.benchmark.report.Machine;
import io.quorumlock.benchmark.report.MarkdownReport;
import io.quorumlock.benchmark.report.Outcome;
import io.quorumlock.benchmark.report.Plot;
import io.quorumlock.benchmark.workload.Workload;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares this library with others on real nodes, one workload after the other.
 */
final class SideBySide {

	private static final Logger logger = LoggerFactory.getLogger(SideBySide.class);

	private static final int NODES = 5;

	private static final String NAME = "side-by-side";

	private final Options options;

	SideBySide(Options options) {
		this.options = options;
	}

	void run(List<Outcome> inside) throws IOException {
		List<Outcome> outcomes = new ArrayList<>(inside);
		try (Nodes nodes = Nodes.start(NODES)) {
			Machine machine = Machine.here(nodes.roundTrip(), nodes.version(), this.options.rounds(),
					this.options.length().toMillis() / 1000.0);
			machine.facts().forEach((name, value) -> logger.info("{}: {}", name, value));
			for (Workload workload : this.options.workloads()) {
				Outcome outcome = new Rounds(workload, nodes).run(this.options.rounds(workload), this.options.length());
				outcomes.add(outcome);
				logger.info("{}: {}, took {} s\n{}", outcome.id(), outcome.title(), Math.round(outcome.seconds()),
						MarkdownReport.figures(outcome.figures()));
				// After each, so that nothing is lost if the next one fails
				write(machine, outcomes);
			}
		}
		logger.info("Aims\n{}", MarkdownReport.aims(outcomes));
	}

	private void write(Machine machine, List<Outcome> outcomes) throws IOException {
		Files.createDirectories(this.options.target());
		Files.writeString(this.options.target().resolve(NAME + ".json"), JsonReport.of(machine, outcomes));
		String plot = NAME + ".svg";
		for (Path directory : directories()) {
			Files.writeString(directory.resolve(NAME + ".md"), MarkdownReport.of(machine, outcomes, plot));
			Files.writeString(directory.resolve(plot), Plot.of(outcomes));
		}
	}

	private List<Path> directories() {
		return (this.options.publish()) ? List.of(this.options.target(), this.options.docs())
				: List.of(this.options.target());
	}

}
