package io.quorumlock.benchmark.report;

import java.util.Comparator;

import io.quorumlock.benchmark.workload.Aim;
import org.jspecify.annotations.Nullable;

/**
 * An aim and what came of it.
 *
 * @param workload the workload
 * @param aim the aim
 * @param ours our figure
 * @param other with whom we compare, {@code null} if the figure itself is judged
 * @param others the figure of the other, not a number if there is none
 * @param ratio what is judged
 * @param met whether the aim was reached
 */
public record JudgedAim(String workload, Aim aim, double ours, Aim.@Nullable Figure other, double others, double ratio,
		boolean met) {

	static JudgedAim of(Aim aim, Outcome outcome) {
		double ours = outcome.median(aim.ours());
		Comparator<Aim.Figure> order = Comparator.comparingDouble(outcome::median);
		Aim.Figure best = aim.others()
			.stream()
			.filter((figure) -> !Double.isNaN(outcome.median(figure)))
			.max((aim.atLeast()) ? order : order.reversed())
			.orElse(null);
		double others = (best != null) ? outcome.median(best) : Double.NaN;
		double ratio = (aim.others().isEmpty()) ? ours : ours / others;
		boolean met = (aim.atLeast()) ? ratio >= aim.bound() : ratio <= aim.bound();
		return new JudgedAim(outcome.title(), aim, ours, best, others, ratio, met);
	}

}
