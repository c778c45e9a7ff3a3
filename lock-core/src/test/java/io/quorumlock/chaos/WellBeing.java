package io.quorumlock.chaos;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * When which node was not well, by what the nemesis did to it.
 */
final class WellBeing {

	private static final long NEVER = Long.MAX_VALUE;

	private final int nodes;

	private final List<Illness> illnesses = new ArrayList<>();

	WellBeing(int nodes) {
		this.nodes = nodes;
	}

	synchronized Illness falls(int node) {
		Illness illness = new Illness(node, System.nanoTime());
		this.illnesses.add(illness);
		return illness;
	}

	synchronized void recovers(Illness illness, long afterNanos) {
		illness.until = System.nanoTime() + afterNanos;
	}

	/**
	 * The longest part of some time in which a majority was well all along.
	 */
	synchronized long longestWellNanos(long from, long until) {
		long longest = 0;
		long wellSince = from;
		for (Change change : changes(from, until)) {
			boolean well = change.ill() <= (this.nodes - 1) / 2;
			if (well && wellSince == NEVER) {
				wellSince = Math.max(change.time(), from);
			}
			else if (!well && wellSince != NEVER) {
				longest = Math.max(longest, Math.min(change.time(), until) - wellSince);
				wellSince = NEVER;
			}
		}
		return (wellSince != NEVER) ? Math.max(longest, until - wellSince) : longest;
	}

	private List<Change> changes(long from, long until) {
		List<long[]> events = new ArrayList<>();
		for (Illness illness : this.illnesses) {
			if (illness.since < until && illness.until > from) {
				events.add(new long[] { illness.since, illness.node, 1 });
				events.add(new long[] { illness.until, illness.node, -1 });
			}
		}
		events.sort(Comparator.comparingLong((event) -> event[0]));
		int[] ill = new int[this.nodes];
		List<Change> changes = new ArrayList<>();
		for (long[] event : events) {
			ill[(int) event[1]] += (int) event[2];
			int count = 0;
			for (int each : ill) {
				count += (each > 0) ? 1 : 0;
			}
			changes.add(new Change(event[0], count));
		}
		return changes;
	}

	/**
	 * A time during which a node is not well.
	 */
	static final class Illness {

		private final int node;

		private final long since;

		private long until = NEVER;

		Illness(int node, long since) {
			this.node = node;
			this.since = since;
		}

	}

	private record Change(long time, int ill) {

	}

}
