package io.quorumlock.benchmark;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.quorumlock.benchmark.workload.Workload;
import io.quorumlock.benchmark.workload.Workloads;

/**
 * What to measure, given as system properties. Without a selection all is measured; with
 * only one kind selected the other kind is left out.
 *
 * @param benchmark which JMH benchmarks, as a regular expression; empty for none
 * @param workloads which workloads
 * @param rounds how many rounds count
 * @param roundsOfLong how many of those that take long
 * @param length how long each measurement lasts
 * @param target where results go
 * @param docs where what is published goes
 * @param publish whether it is published
 */
record Options(String benchmark, List<Workload> workloads, int rounds, int roundsOfLong, Duration length, Path target,
		Path docs, boolean publish) {

	private static final String ALL = ".*";

	int rounds(Workload workload) {
		return workload.isLong() ? this.roundsOfLong : this.rounds;
	}

	static Options fromSystemProperties() {
		String benchmark = System.getProperty("benchmark", "");
		String workloads = System.getProperty("workloads", "");
		boolean everything = benchmark.isEmpty() && workloads.isEmpty();
		return new Options((everything) ? ALL : benchmark, (everything) ? all() : select(workloads),
				Integer.parseInt(property("rounds", "3")), Integer.parseInt(property("rounds", "1")),
				Duration.ofMillis((long) (1000 * Double.parseDouble(property("seconds", "1.5")))),
				Path.of(property("target", "target")), Path.of(property("docs", "src/docs")),
				List.of("", "true").contains(System.getProperty("publish", "false")));
	}

	private static List<Workload> all() {
		return Workloads.all(List.of("", "true").contains(System.getProperty("full", "false")));
	}

	private static String property(String name, String defaultValue) {
		String value = System.getProperty(name, "");
		return value.isEmpty() ? defaultValue : value;
	}

	private static List<Workload> select(String ids) {
		List<String> known = all().stream().map(Workload::id).toList();
		List<String> selected = ids.isEmpty() ? List.of() : List.of(ids.split(",", -1));
		if (!known.containsAll(selected)) {
			throw new IllegalArgumentException("'workloads' must be some of " + known + ", but was " + selected);
		}
		return all().stream().filter((workload) -> selected.contains(workload.id())).toList();
	}

}
