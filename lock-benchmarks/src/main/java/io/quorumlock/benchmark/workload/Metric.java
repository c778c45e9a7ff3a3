package io.quorumlock.benchmark.workload;

/**
 * What is measured.
 *
 * @param name what it is called
 * @param unit in what it is counted, empty if it is a ratio
 */
public record Metric(String name, String unit) {

	/** The CPU that the contestant's JVMs used, in cores. */
	public static final Metric CLIENT_CPU = new Metric("client CPU", "cores");

	/** The CPU that all nodes used, in cores. */
	public static final Metric NODE_CPU = new Metric("CPU of all nodes", "cores");

	/** The CPU that the harness used, nearly all of it in its proxy, in cores. */
	public static final Metric PROXY_CPU = new Metric("proxy CPU", "cores");

	/** How many commands the nodes processed. */
	public static final Metric COMMANDS = new Metric("commands per node", "/s");

	static final Metric PAIRS = new Metric("acquire+release", "/s");

	static final Metric PAIR_P50 = new Metric("acquire+release p50", "ms");

	static final Metric PAIR_P99 = new Metric("acquire+release p99", "ms");

	static final Metric WAIT_P50 = new Metric("wait p50", "ms");

	static final Metric WAIT_P99 = new Metric("wait p99", "ms");

	static final Metric MOST_LEAST = new Metric("most/least served thread", "");

	static final Metric SMALLEST_SHARE = new Metric("least served JVM, of its fair share", "");

	/**
	 * How it is shown.
	 * @return name and unit
	 */
	public String label() {
		return (this.unit.isEmpty()) ? this.name : this.name + " [" + this.unit + "]";
	}

}
