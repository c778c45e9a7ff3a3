package io.quorumlock.benchmark.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.quorumlock.benchmark.library.Library;
import io.quorumlock.benchmark.workload.Contestant;
import io.quorumlock.benchmark.workload.Metric;

/**
 * A bar for each contestant and workload, as long as the figure that matters most, with a
 * line from its smallest to its largest round.
 */
public final class Plot {

	private static final int WIDTH = 860;

	private static final int LEFT = 270;

	private static final int LENGTH = 440;

	private static final int BAR = 20;

	private static final int HEAD = 44;

	private static final String START = """
			<svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" \
			font-family="sans-serif" font-size="12">
			<rect width="%1$d" height="%2$d" fill="white"/>
			""";

	private final StringBuilder svg = new StringBuilder();

	private int y = 4;

	private Plot() {
	}

	/**
	 * Draws figures.
	 * @param outcomes the figures
	 * @return an SVG document
	 */
	public static String of(List<Outcome> outcomes) {
		Plot plot = new Plot();
		outcomes.forEach(plot::panel);
		return START.formatted(WIDTH, plot.y + 8) + plot.svg + "</svg>\n";
	}

	private void panel(Outcome outcome) {
		Metric metric = outcome.headline();
		this.svg.append("<text x=\"8\" y=\"%d\" font-weight=\"bold\">%s: %s</text>\n".formatted(this.y + 28,
				escape(outcome.title()), escape(metric.label())));
		this.y += HEAD;
		double longest = outcome.figures()
			.values()
			.stream()
			.filter((each) -> each.containsKey(metric))
			.mapToDouble((each) -> each.get(metric).max())
			.max()
			.orElse(1);
		for (Map.Entry<Contestant, Map<Metric, Spread>> entry : outcome.figures().entrySet()) {
			Spread spread = entry.getValue().get(metric);
			if (spread != null) {
				bar(entry.getKey(), spread, LENGTH / longest);
			}
		}
	}

	private void bar(Contestant contestant, Spread spread, double scale) {
		String color = (contestant.library() == Library.QUORUM_LOCK) ? "#2a6fbb" : "#b8c2cc";
		double middle = this.y + BAR / 2.0;
		this.svg.append("<text x=\"%d\" y=\"%s\" text-anchor=\"end\">%s</text>\n".formatted(LEFT - 8,
				coordinate(middle + 4), escape(contestant.label())));
		this.svg.append("<rect x=\"%d\" y=\"%d\" width=\"%s\" height=\"%d\" fill=\"%s\"/>\n".formatted(LEFT, this.y + 2,
				coordinate(spread.median() * scale), BAR - 4, color));
		this.svg.append("<line x1=\"%s\" x2=\"%s\" y1=\"%3$s\" y2=\"%3$s\" stroke=\"#333\"/>\n".formatted(
				coordinate(LEFT + spread.min() * scale), coordinate(LEFT + spread.max() * scale), coordinate(middle)));
		this.svg.append("<text x=\"%s\" y=\"%s\">%s</text>\n".formatted(coordinate(LEFT + spread.max() * scale + 6),
				coordinate(middle + 4), Numbers.show(spread.median())));
		this.y += BAR;
	}

	private static String coordinate(double value) {
		return String.format(Locale.ROOT, "%.1f", (Double.isNaN(value)) ? 0.0 : value);
	}

	private static String escape(String text) {
		return text.replace("&", "&amp;").replace("<", "&lt;");
	}

}
