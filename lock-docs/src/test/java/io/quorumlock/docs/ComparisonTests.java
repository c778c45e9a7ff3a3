package io.quorumlock.docs;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the comparison has the versions that this build uses, and figures that were
 * measured.
 */
class ComparisonTests {

	private static final String PAGE = Page.read(Page.FOLDER.resolve("comparison.adoc")).text();

	private static final List<String> MEASURED = Page.read(Page.FOLDER.resolve("side-by-side.md"))
		.text()
		.lines()
		.toList();

	/** The workload and the column in which each figure stands. */
	private static final Map<Integer, String> WORKLOADS = Map.of(2, "1 thread, distinct keys, 1 ms round trip", 3,
			"16 threads on one key, empty section, loopback", 4,
			"4 JVMs × 4 threads on one key, empty section, loopback", 5,
			"release → waiter in another JVM holds, 1 ms round trip");

	private static final Map<Integer, Integer> COLUMNS = Map.of(2, 3, 3, 2, 4, 2, 5, 2);

	@ParameterizedTest
	@CsvSource({ "ShedLock, shedlock.version", "Redisson, redisson.version",
			"Spring Integration, spring-integration.version", "Lock4j, lock4j.version" })
	void versionsAreThoseOfTheBuild(String library, String property) {
		Matcher version = Pattern.compile("<" + property + ">([^<]+)<")
			.matcher(Page.read(Page.ROOT.resolve("pom.xml")).text());
		assertThat(version.find()).isTrue();
		assertThat(PAGE).contains("| " + library + " " + version.group(1));
	}

	@Test
	void figuresAreThoseThatWereMeasured() {
		String table = PAGE.substring(PAGE.indexOf("[#figures]"));
		List<String> rows = table.lines().filter((line) -> line.startsWith("| ") && line.contains(" node")).toList();
		assertThat(rows).hasSize(8).allSatisfy((row) -> {
			List<String> cells = cells(row);
			for (int column = 2; column < cells.size(); column++) {
				if (!cells.get(column).isEmpty()) {
					assertThat(measured(WORKLOADS.get(column), cells.get(1), COLUMNS.get(column)))
						.isEqualTo(cells.get(column));
				}
			}
		});
	}

	private static String measured(String workload, String contestant, int column) {
		return MEASURED.stream()
			.skip(MEASURED.indexOf("## " + workload))
			.filter((line) -> line.startsWith("| " + contestant + " |"))
			.findFirst()
			.map((line) -> cells(line).get(column).replaceFirst(" \\(.*", ""))
			.orElseThrow();
	}

	private static List<String> cells(String row) {
		return Arrays.stream(row.split("\\|", -1)).map(String::strip).toList();
	}

}
