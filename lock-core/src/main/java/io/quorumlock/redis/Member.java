package io.quorumlock.redis;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What an instance says of itself to those who share its locks.
 *
 * @param instance its public id
 * @param format the format in which it keeps locks
 * @param quorum how many nodes must grant
 * @param nodes the nodes that it asks: their identities, and as what it knows them
 */
record Member(String instance, String format, int quorum, SortedMap<String, String> nodes) {

	private static final String UNKNOWN = "unknown";

	private static final String TODAY = Integer.toString(LeaseScript.FORMAT);

	private static final Pattern INSTANCE = Pattern.compile("([\\w.:-]{1,200})(/[0-9a-f]+)?");

	private static final Pattern FORMAT = Pattern.compile("\\w{1,20}");

	private static final Pattern NODE = Pattern.compile(" ([0-9a-f]{1,40})@([\\w.:\\[\\]-]{1,300})");

	private static final Pattern TEXT = Pattern.compile(TODAY + " (\\d{1,3})((?:" + NODE + "){0,100})");

	private static final Pattern ILLEGAL = Pattern.compile("[^\\w.:\\[\\]-]");

	/**
	 * Reads what an instance said, of whatever version it is: only the first word, the
	 * format, is the same for all.
	 * @param instance the instance
	 * @param text what it said
	 * @return the member; one of an unknown format if the text makes no sense
	 */
	static Member read(String instance, String text) {
		Matcher id = INSTANCE.matcher(instance);
		String name = id.matches() ? id.group(1) : UNKNOWN;
		String format = FORMAT.matcher(text.split(" ", 2)[0]).matches() ? text.split(" ", 2)[0] : UNKNOWN;
		if (!format.equals(TODAY)) {
			return new Member(name, format, 0, new TreeMap<>());
		}
		Matcher fields = TEXT.matcher(text);
		if (!fields.matches()) {
			return new Member(name, UNKNOWN, 0, new TreeMap<>());
		}
		SortedMap<String, String> nodes = new TreeMap<>();
		NODE.matcher(fields.group(2)).results().forEach((node) -> nodes.put(node.group(1), node.group(2)));
		return new Member(name, format, Integer.parseInt(fields.group(1)), nodes);
	}

	/**
	 * What this instance says.
	 * @param instance its public id
	 * @param quorum how many nodes must grant
	 * @param nodes the identities of the nodes, and as what it knows them
	 * @return the member, of today's format
	 */
	static Member of(String instance, int quorum, Map<String, String> nodes) {
		return new Member(instance, TODAY, quorum, new TreeMap<>(nodes));
	}

	/**
	 * As it is kept on the nodes.
	 */
	String text() {
		return this.nodes.entrySet()
			.stream()
			.map((node) -> " " + node.getKey() + "@" + ILLEGAL.matcher(node.getValue()).replaceAll("_"))
			.collect(Collectors.joining("", this.format + " " + this.quorum, ""));
	}

	/**
	 * Whether the two exclude each other.
	 * @param other another instance
	 * @return {@code false} if both can win the same lock
	 */
	boolean excludes(Member other) {
		if (!this.format.equals(other.format)) {
			return this.nodes.isEmpty();
		}
		return nodeSet().overlaps(other.nodeSet());
	}

	private NodeSet nodeSet() {
		return new NodeSet(this.nodes.keySet(), this.quorum);
	}

	/**
	 * Why the two do not exclude each other, and what to do.
	 * @param other another instance
	 * @return the reason, without secrets
	 */
	String conflictWith(Member other) {
		if (!this.format.equals(other.format)) {
			return "instance " + other.instance + " keeps the same locks in format " + other.format
					+ ", this one in format " + this.format + ", and neither sees those of the other; stop all "
					+ "instances of one version before you start the other";
		}
		return "this instance needs " + votes() + ", instance " + other.instance + " needs " + other.votes()
				+ ", and both could win the same lock; change lock.nodes and lock.quorum in steps whose quorums share "
				+ "a node";
	}

	private String votes() {
		return this.quorum + " of " + this.nodes.values().stream().sorted().toList();
	}

}
