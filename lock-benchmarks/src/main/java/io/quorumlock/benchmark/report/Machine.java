package io.quorumlock.benchmark.report;

import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;

import io.quorumlock.benchmark.library.Library;
import io.quorumlock.benchmark.node.RoundTrip;

/**
 * On what it was measured.
 *
 * @param facts what there is to know, by name
 */
public record Machine(Map<String, String> facts) {

	/**
	 * This machine.
	 * @param roundTrip the round trip to far nodes
	 * @param server the program that the nodes run
	 * @param rounds how many rounds count
	 * @param seconds how long each measurement lasted
	 * @return what there is to know
	 */
	public static Machine here(RoundTrip roundTrip, String server, int rounds, double seconds) {
		Map<String, String> facts = new LinkedHashMap<>();
		facts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
		facts.put("java", Runtime.version().toString());
		facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
				+ System.getProperty("os.arch"));
		facts.put("load average before, all of it of others",
				"%.1f".formatted(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
		facts.put("nodes", server);
		facts.put("clients", Library.jars());
		facts.put("round trip of the far nodes, as a blocking socket sees it",
				"p50 %.2f ms, p99 %.2f ms; without the delay %.2f ms".formatted(roundTrip.p50Nanos() / 1e6,
						roundTrip.p99Nanos() / 1e6, roundTrip.nearP50Nanos() / 1e6));
		facts.put("rounds", rounds + " of " + seconds
				+ " s for each contestant, interleaved, warmed up for 8 s; one for the long ones");
		return new Machine(facts);
	}

}
