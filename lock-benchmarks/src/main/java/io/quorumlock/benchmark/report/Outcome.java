package io.quorumlock.benchmark.report;

import java.util.List;
import java.util.Map;

import io.quorumlock.benchmark.workload.Aim;
import io.quorumlock.benchmark.workload.Contestant;
import io.quorumlock.benchmark.workload.Metric;

/**
 * What came out of a workload.
 *
 * @param id by what the workload is selected
 * @param title what it is
 * @param headline the metric that matters most
 * @param seconds how long it took in all
 * @param figures each contestant's figures
 * @param aims what was hoped for
 */
public record Outcome(String id, String title, Metric headline, double seconds,
		Map<Contestant, Map<Metric, Spread>> figures, List<Aim> aims) {

	/**
	 * Compares with what was hoped for.
	 * @return each aim with what came of it
	 */
	public List<JudgedAim> judge() {
		return this.aims.stream().map((aim) -> JudgedAim.of(aim, this)).toList();
	}

	double median(Aim.Figure figure) {
		Map<Metric, Spread> metrics = this.figures.getOrDefault(figure.contestant(), Map.of());
		Spread spread = metrics.get(figure.metric());
		return (spread != null) ? spread.median() : Double.NaN;
	}

}
