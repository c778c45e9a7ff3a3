package io.quorumlock.sample.report;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import tools.jackson.databind.json.JsonMapper;

/**
 * A report as a line of text, which instances print among their other output. A pipe
 * needs no port and no password, and what a process has printed is read even if it was
 * killed right after.
 */
public final class ReportLine {

	private static final String MARK = "@report ";

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private static final Map<String, Class<? extends Report>> TYPES = types();

	private ReportLine() {
	}

	/**
	 * Writes a report.
	 * @param report what to tell
	 * @return a line, without its end
	 */
	public static String write(Report report) {
		return MARK + report.getClass().getSimpleName() + " " + JSON.writeValueAsString(report);
	}

	/**
	 * Reads a line.
	 * @param line what was printed
	 * @return the report, empty if it is just a line
	 */
	public static Optional<Report> read(String line) {
		int space = line.indexOf(' ', MARK.length());
		if (!line.startsWith(MARK) || space < 0) {
			return Optional.empty();
		}
		return Optional.ofNullable(TYPES.get(line.substring(MARK.length(), space)))
			.map((type) -> JSON.readValue(line.substring(space + 1), type));
	}

	private static Map<String, Class<? extends Report>> types() {
		Map<String, Class<? extends Report>> types = new LinkedHashMap<>();
		for (Class<?> type : Report.class.getPermittedSubclasses()) {
			types.put(type.getSimpleName(), type.asSubclass(Report.class));
		}
		return Map.copyOf(types);
	}

}
