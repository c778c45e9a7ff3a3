package io.quorumlock.benchmark.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.quorumlock.benchmark.library.Library;
import io.quorumlock.benchmark.workload.Aim;
import io.quorumlock.benchmark.workload.Contestant;
import io.quorumlock.benchmark.workload.Metric;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link JudgedAim} and the reports that show it.
 */
class JudgedAimTests {

	private static final Metric METRIC = new Metric("pairs", "/s");

	private static final Aim.Figure OURS = new Aim.Figure(new Contestant(Library.QUORUM_LOCK, 5), METRIC);

	private static final Aim.Figure SLOW = new Aim.Figure(new Contestant(Library.REDISSON_RED_LOCK, 5), METRIC);

	private static final Aim.Figure FAST = new Aim.Figure(new Contestant(Library.FAN_OUT, 5), METRIC);

	private static final Aim.Figure ABSENT = new Aim.Figure(new Contestant(Library.SHED_LOCK, 1), METRIC);

	@Test
	void whatHasToBeLargeIsComparedWithTheLargest() {
		JudgedAim judged = judge(Aim.atLeast(1.5, OURS, SLOW, FAST));
		assertThat(judged.other()).isEqualTo(FAST);
		assertThat(judged.ratio()).isEqualTo(1.25);
		assertThat(judged.met()).isFalse();
	}

	@Test
	void whatHasToBeSmallIsComparedWithTheSmallest() {
		JudgedAim judged = judge(Aim.atMost(10, OURS, SLOW, FAST));
		assertThat(judged.other()).isEqualTo(SLOW);
		assertThat(judged.ratio()).isEqualTo(10);
		assertThat(judged.met()).isTrue();
	}

	@Test
	void aFigureCanBeJudgedByItself() {
		assertThat(judge(Aim.atLeast(1000, OURS)).met()).isTrue();
		assertThat(judge(Aim.atMost(999, OURS)).met()).isFalse();
	}

	@Test
	void anAimWithoutAnyoneToCompareWithIsNotMet() {
		assertThat(judge(Aim.atLeast(1, OURS, ABSENT)).met()).isFalse();
		assertThat(judge(Aim.atMost(1, OURS, ABSENT)).met()).isFalse();
	}

	@Test
	void reportsShowWhatWasMissed() {
		List<Outcome> outcomes = List.of(outcome(Aim.atLeast(1.5, OURS, FAST)));
		Machine machine = new Machine(Map.of("cores", "2"));
		assertThat(MarkdownReport.of(machine, outcomes, "plot.svg"))
			.contains("| everyone | pairs [/s] | 1,000 | 800 (Raw fan-out, 5 nodes) | 1.25 | ≥ 1.50 | **no** |");
		assertThat(JsonReport.of(machine, outcomes)).contains("\"met\" : false");
		assertThat(Plot.of(outcomes)).startsWith("<svg").contains("Raw fan-out, 5 nodes").endsWith("</svg>\n");
	}

	private static JudgedAim judge(Aim aim) {
		return outcome(aim).judge().get(0);
	}

	private static Outcome outcome(Aim aim) {
		Map<Contestant, Map<Metric, Spread>> figures = new LinkedHashMap<>();
		figures.put(OURS.contestant(), Map.of(METRIC, Spread.of(List.of(900.0, 1000.0, 1100.0))));
		figures.put(SLOW.contestant(), Map.of(METRIC, Spread.of(List.of(100.0))));
		figures.put(FAST.contestant(), Map.of(METRIC, Spread.of(List.of(700.0, 900.0))));
		return new Outcome("all", "everyone", METRIC, 1, figures, List.of(aim));
	}

}
