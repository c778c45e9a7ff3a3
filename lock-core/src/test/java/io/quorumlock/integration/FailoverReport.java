package io.quorumlock.integration;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the rounds on one or more sets of nodes have shown.
 */
final class FailoverReport {

	private final Map<String, FailoverSeries> series = new LinkedHashMap<>();

	private Duration roundTrip = Duration.ZERO;

	/**
	 * How long a node takes to answer; of several sets of nodes, the slowest.
	 */
	void roundTrip(Duration measured) {
		if (measured.compareTo(this.roundTrip) > 0) {
			this.roundTrip = measured;
		}
	}

	FailoverSeries series(String name, int nodes) {
		return this.series.computeIfAbsent(name + nodes, (key) -> new FailoverSeries(name, nodes));
	}

	Collection<FailoverSeries> all() {
		return this.series.values();
	}

	private static int cores() {
		return Runtime.getRuntime().availableProcessors();
	}

	private long micros() {
		return this.roundTrip.toNanos() / 1000;
	}

	String toTable() {
		return "Failover on %d cores, lease time %d ms, node round trip %d µs\n%s\n%s".formatted(cores(),
				InstanceSettings.LEASE_TIME.toMillis(), micros(), FailoverSeries.heading(),
				all().stream().map(Object::toString).collect(Collectors.joining("\n")));
	}

	String toJson() {
		return """
				{
				  "machine": { "cores": %d },
				  "leaseMillis": %d,
				  "roundTripMicros": %d,
				  "scenarios": [
				    %s
				  ]
				}
				""".formatted(cores(), InstanceSettings.LEASE_TIME.toMillis(), micros(),
				all().stream().map(FailoverSeries::toJson).collect(Collectors.joining(",\n    ")));
	}

}
