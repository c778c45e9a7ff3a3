package io.quorumlock.spring.load;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What Prometheus gets from an application at one time.
 *
 * @param nanos how long it took
 * @param series all time series, without their values
 */
record Scrape(long nanos, Set<String> series) {

	static Scrape of(long nanos, String body) {
		return new Scrape(nanos,
				body.lines()
					.filter((line) -> !line.startsWith("#"))
					.map((line) -> line.substring(0, line.lastIndexOf(' ')))
					// Pauses of the JVM make series of their own, one for each cause,
					// when they happen
					.filter((name) -> !name.startsWith("jvm_gc_"))
					.collect(Collectors.toCollection(TreeSet::new)));
	}

	double millis() {
		return this.nanos / 1e6;
	}

}
