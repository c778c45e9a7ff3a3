package io.quorumlock.benchmark.node;

import java.io.Serializable;
import java.net.URI;
import java.util.List;

/**
 * What nodes have done since they were started, as they say themselves.
 *
 * @param cpuSeconds the CPU time of all of them, in user and system mode
 * @param commands how many commands they were sent in all; those that scripts call count
 * too
 * @param memory the bytes that all of them use
 */
public record NodeLoad(double cpuSeconds, long commands, long memory) implements Serializable {

	/**
	 * Asks nodes, none of which may be paused.
	 * @param uris the nodes
	 * @return what they have done in all
	 */
	public static NodeLoad of(List<String> uris) {
		return uris.stream()
			.map((uri) -> parse(NodeInfo.of(URI.create(uri).getPort())))
			.reduce(new NodeLoad(0, 0, 0), NodeLoad::plus);
	}

	private static NodeLoad parse(NodeInfo info) {
		return new NodeLoad(info.number("used_cpu_sys") + info.number("used_cpu_user"),
				(long) info.number("total_commands_processed"), (long) info.number("used_memory"));
	}

	private NodeLoad plus(NodeLoad other) {
		return new NodeLoad(this.cpuSeconds + other.cpuSeconds, this.commands + other.commands,
				this.memory + other.memory);
	}

	/**
	 * What they have done since an earlier moment.
	 * @param earlier what they had done by then
	 * @return the difference
	 */
	public NodeLoad since(NodeLoad earlier) {
		return new NodeLoad(this.cpuSeconds - earlier.cpuSeconds, this.commands - earlier.commands,
				this.memory - earlier.memory);
	}

}
