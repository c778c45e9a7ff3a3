package io.quorumlock.spring.observation;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.micrometer.common.docs.KeyName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Tests that the alerts, the dashboard and the documentation know the metrics that there
 * are.
 */
class OperationsFilesTests {

	private static final Path SRC = Path.of("..", "src");

	private static final Path RULES = SRC.resolve("ops/prometheus/lock-rules.yml");

	private static final Path PAGE = SRC.resolve("docs/operations.adoc");

	/** Gauges of a time, to whose names Prometheus adds the unit. */
	private static final Set<LockMeters> TIMES = Set.of(LockMeters.NODE_LATENCY, LockMeters.LEADER_TRUST);

	@ParameterizedTest
	@ValueSource(strings = { "ops/prometheus/lock-rules.yml", "ops/prometheus/lock-rules-test.yml",
			"ops/grafana/locks.json" })
	void metricsAreThere(String file) throws IOException {
		Set<String> used = Pattern.compile("\\block_[a-z_]+\\b(?=[{\\[) ])")
			.matcher(Files.readString(SRC.resolve(file)))
			.results()
			.map(MatchResult::group)
			.collect(Collectors.toCollection(TreeSet::new));
		Set<String> known = Arrays.stream(LockMeters.values())
			.flatMap(OperationsFilesTests::names)
			.collect(Collectors.toSet());
		assertThat(used).isNotEmpty().isSubsetOf(known);
	}

	@Test
	void seriesOfTheTestsHaveTheTagsOfTheMeters() throws IOException {
		String tests = Files.readString(SRC.resolve("ops/prometheus/lock-rules-test.yml"));
		List<MatchResult> series = Pattern.compile("series: '(\\w+)\\{(.*)}'").matcher(tests).results().toList();
		assertThat(series).isNotEmpty().allSatisfy((each) -> {
			LockMeters meter = Arrays.stream(LockMeters.values())
				.filter((known) -> names(known).anyMatch(each.group(1)::equals))
				.findAny()
				.orElseThrow();
			assertThat(Pattern.compile("(\\w+)=").matcher(each.group(2)).results().map((label) -> label.group(1)))
				.filteredOn((label) -> !Set.of("job", "instance").contains(label))
				.containsExactlyInAnyOrderElementsOf(
						Arrays.stream(meter.getKeyNames()).map(KeyName::asString).toList());
		});
	}

	private static Stream<String> names(LockMeters meter) {
		String name = meter.getName().replace('.', '_');
		return switch (meter.getType()) {
			case COUNTER -> Stream.of(name + "_total");
			case TIMER -> Stream.of(name + "_seconds_count", name + "_seconds_sum", name + "_seconds_max");
			default -> Stream.of(TIMES.contains(meter) ? name + "_seconds" : name);
		};
	}

	@ParameterizedTest
	@EnumSource
	void meterIsDocumented(LockMeters meter) throws IOException {
		String shortened = meter.getName().replace("lock.leader", "");
		assertThat(Files.readString(PAGE)).containsAnyOf("`" + meter.getName() + "`", "`" + shortened + "`");
	}

	@ParameterizedTest
	@EnumSource
	void observationIsDocumented(LockObservation observation) throws IOException {
		assertThat(Files.readString(PAGE)).contains("`" + observation.getName() + "`")
			.contains(Stream.of(observation.getLowCardinalityKeyNames())
				.map((key) -> "`" + key.asString() + "`")
				.toList())
			.contains(Stream.of(observation.getHighCardinalityKeyNames())
				.map((key) -> "`" + key.asString() + "`")
				.toList());
	}

	@Test
	void runbookHasALineForEachAlert() throws IOException {
		String rules = Files.readString(RULES);
		List<String> lines = Pattern.compile("alert: (\\w+).*?severity: (\\w+).*?runbook: ([^\\n]+)", Pattern.DOTALL)
			.matcher(rules)
			.results()
			.map((alert) -> "| `" + alert.group(1) + "` | " + alert.group(2) + " | " + alert.group(3) + "\n")
			.toList();
		assertThat(lines).hasSize(9);
		assertThat(Files.readString(PAGE)).contains(lines);
	}

	@Test
	void rulesDoWhatTheirTestsSay() throws IOException, InterruptedException {
		Optional<Path> promtool = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
			.map((directory) -> Path.of(directory, "promtool"))
			.filter(Files::isExecutable)
			.findFirst();
		assumeThat(promtool).as("promtool is on the PATH").isPresent();
		Process process = new ProcessBuilder(promtool.orElseThrow().toString(), "test", "rules", "lock-rules-test.yml")
			.directory(RULES.getParent().toFile())
			.redirectErrorStream(true)
			.start();
		String output = new String(process.getInputStream().readAllBytes());
		assertThat(process.waitFor()).as(output).isZero();
	}

}
