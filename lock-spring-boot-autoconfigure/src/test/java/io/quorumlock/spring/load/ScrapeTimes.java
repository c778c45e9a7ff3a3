package io.quorumlock.spring.load;

import java.util.List;
import java.util.Locale;

/**
 * How long scrapes took.
 *
 * @param millis the time of each in ms, the shortest first
 */
record ScrapeTimes(List<Double> millis) {

	static ScrapeTimes of(List<Scrape> scrapes) {
		return new ScrapeTimes(scrapes.stream().map(Scrape::millis).sorted().toList());
	}

	double max() {
		return this.millis.get(this.millis.size() - 1);
	}

	private double of(double share) {
		return this.millis.get((int) Math.ceil(share * this.millis.size()) - 1);
	}

	@Override
	public String toString() {
		return String.format(Locale.ROOT, "%d scrapes, median %.1f ms, p99 %.1f ms, max %.1f ms", this.millis.size(),
				of(0.5), of(0.99), max());
	}

}
