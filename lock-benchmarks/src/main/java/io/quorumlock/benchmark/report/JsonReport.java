package io.quorumlock.benchmark.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * All figures, for programs.
 */
public final class JsonReport {

	private JsonReport() {
	}

	/**
	 * Writes figures down.
	 * @param machine on what they were measured
	 * @param outcomes the figures
	 * @return a JSON document
	 */
	public static String of(Machine machine, List<Outcome> outcomes) {
		Map<String, Object> root = new LinkedHashMap<>();
		root.put("machine", machine.facts());
		root.put("workloads", outcomes.stream().map(JsonReport::workload).toList());
		return JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build().writeValueAsString(root);
	}

	private static Map<String, Object> workload(Outcome outcome) {
		Map<String, Object> workload = new LinkedHashMap<>();
		workload.put("id", outcome.id());
		workload.put("title", outcome.title());
		workload.put("seconds", outcome.seconds());
		List<Map<String, Object>> figures = new ArrayList<>();
		outcome.figures().forEach((contestant, metrics) -> metrics.forEach((metric, spread) -> {
			Map<String, Object> figure = new LinkedHashMap<>();
			figure.put("contestant", contestant.label());
			figure.put("metric", metric.name());
			figure.put("unit", metric.unit());
			figure.put("median", spread.median());
			figure.put("min", spread.min());
			figure.put("max", spread.max());
			figures.add(figure);
		}));
		workload.put("figures", figures);
		workload.put("aims", outcome.judge().stream().map(JsonReport::aim).toList());
		return workload;
	}

	private static Map<String, Object> aim(JudgedAim judged) {
		Map<String, Object> aim = new LinkedHashMap<>();
		aim.put("contestant", judged.aim().ours().contestant().label());
		aim.put("metric", judged.aim().ours().metric().label());
		aim.put("ours", judged.ours());
		aim.put("other", (judged.other() != null) ? judged.other().contestant().label() : null);
		aim.put("others", judged.others());
		aim.put("ratio", judged.ratio());
		aim.put((judged.aim().atLeast()) ? "atLeast" : "atMost", judged.aim().bound());
		aim.put("met", judged.met());
		return aim;
	}

}
