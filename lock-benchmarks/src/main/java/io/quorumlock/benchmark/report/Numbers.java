package io.quorumlock.benchmark.report;

import java.util.Locale;

/**
 * Shows numbers with about three digits.
 */
final class Numbers {

	private Numbers() {
	}

	static String show(double number) {
		if (Double.isNaN(number)) {
			return "–";
		}
		double size = Math.abs(number);
		String format = (size >= 100) ? "%,.0f" : (size >= 10) ? "%.1f" : (size >= 0.1 || size == 0) ? "%.2f" : "%.4f";
		return String.format(Locale.ROOT, format, number);
	}

}
