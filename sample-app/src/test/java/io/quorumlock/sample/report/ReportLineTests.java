package io.quorumlock.sample.report;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ReportLine}.
 */
class ReportLineTests {

	@ParameterizedTest
	@MethodSource("reports")
	void whatIsWrittenIsRead(Report report) {
		String line = ReportLine.write(report);
		assertThat(line).doesNotContain("\n");
		assertThat(ReportLine.read(line)).contains(report);
	}

	static Stream<Report> reports() {
		return Stream.of(
				new Report.LeaseChange("A-1", LeaseChangeType.HANDED_ON, 1, "A", "accounts", List.of("a", "b\n"),
						"9007199254740991", 2L, null, 3L),
				new Report.LeaderChange(1, "A", "reports", "7", "granted"),
				new Report.Refusal(1, "A", "alice", "7", "8", 10), new Report.Pause("alice", "bob"),
				new Report.Status(1, List.of(new Report.Role("reports", "7", 3)), List.of(new Report.Hold("A-1", 2)),
						List.of(new Report.Wait("accounts", List.of("a"), 1)), new Report.Transfers(1, 2, 3),
						List.of(new Report.Node("127.0.0.1:1", true, false, null, "sits out"))),
				new Report.Rebirth(1, "127.0.0.1:1", 5000));
	}

	@Test
	void otherLinesAreNone() {
		assertThat(ReportLine.read("12:00:00.000  order   won")).isEmpty();
		assertThat(ReportLine.read("@report Unknown {}")).isEmpty();
		assertThat(ReportLine.read("@report ")).isEmpty();
	}

	@Test
	void typesOfLeaseChangesAreThoseOfThePage() {
		assertThat(ReportLine.write(reports().findFirst().orElseThrow())).contains("\"type\":\"handed-on\"");
	}

}
