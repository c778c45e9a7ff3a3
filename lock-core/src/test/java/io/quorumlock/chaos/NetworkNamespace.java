package io.quorumlock.chaos;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A network of its own for one process, joined to ours by a virtual cable that can be
 * cut. It has no name, so it ends with its process and leaves nothing behind.
 */
final class NetworkNamespace {

	/** What a process is launched with. */
	static final List<String> PREFIX = List.of("unshare", "--net", "--");

	private static final AtomicInteger counter = new AtomicInteger();

	private final String cable;

	private final String host;

	private NetworkNamespace(String cable, String host) {
		this.cable = cable;
		this.host = host;
	}

	/**
	 * Whether the operating system lets us have namespaces.
	 * @return why not, empty if it does
	 */
	static String unavailability() {
		String problem = Commands.attempt("unshare", "--net", "--", "true");
		if (problem.isEmpty()) {
			String probe = name() + "p";
			problem = Commands.attempt("ip", "link", "add", probe, "type", "veth", "peer", "name", probe + "x");
			if (problem.isEmpty()) {
				Commands.run("ip", "link", "delete", probe);
				problem = Commands.attempt("nsenter", "--version");
			}
		}
		return problem;
	}

	/**
	 * Joins the network of a process that was launched with the {@link #PREFIX}.
	 */
	static NetworkNamespace join(long pid) {
		String name = name();
		// Addresses that are set aside for tests of networks, four for each cable
		String subnet = "198.18." + ProcessHandle.current().pid() % 256 + ".";
		int first = counter.get() % 63 * 4;
		String ours = name + "h";
		String theirs = name + "c";
		Commands.run("ip", "link", "add", ours, "type", "veth", "peer", "name", theirs);
		Commands.run("ip", "link", "set", theirs, "netns", Long.toString(pid));
		Commands.run("ip", "address", "add", subnet + (first + 1) + "/30", "dev", ours);
		Commands.run("ip", "link", "set", ours, "up");
		inside(pid, "ip", "address", "add", subnet + (first + 2) + "/30", "dev", theirs);
		inside(pid, "ip", "link", "set", theirs, "up");
		return new NetworkNamespace(ours, subnet + (first + 1));
	}

	private static String name() {
		return "ql" + ProcessHandle.current().pid() % 100_000 + "n" + counter.incrementAndGet();
	}

	private static void inside(long pid, String... command) {
		String[] all = new String[command.length + 4];
		System.arraycopy(new String[] { "nsenter", "--target", Long.toString(pid), "--net" }, 0, all, 0, 4);
		System.arraycopy(command, 0, all, 4, command.length);
		Commands.run(all);
	}

	/**
	 * Our address, as seen from inside.
	 */
	String host() {
		return this.host;
	}

	void cut() {
		Commands.run("ip", "link", "set", this.cable, "down");
	}

	void mend() {
		Commands.run("ip", "link", "set", this.cable, "up");
	}

}
