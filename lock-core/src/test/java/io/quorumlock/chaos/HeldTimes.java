package io.quorumlock.chaos;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * When which lease surely was held: from the first time reported to the last one. Reports
 * may be late, and those of a client that was paused are, but not by thousands of leases.
 */
final class HeldTimes {

	private static final int REMEMBERED = 10_000;

	private final TreeMap<Long, Span> byStart = new TreeMap<>();

	private final Map<String, Span> byLease = new HashMap<>();

	private long end;

	/**
	 * A lease was held.
	 * @param lease which one
	 * @param time when, or zero if that is not known
	 * @return another lease that was held then, {@code null} if there is none
	 */
	@Nullable String add(String lease, long time) {
		if (time == 0) {
			return null;
		}
		this.end = Math.max(this.end, time);
		Span span = this.byLease.get(lease);
		if (span == null) {
			span = new Span(lease, time);
			this.byLease.put(lease, span);
			Span same = this.byStart.putIfAbsent(time, span);
			if (same != null) {
				return same.lease;
			}
			forget();
		}
		span.end = Math.max(span.end, time);
		return rival(span);
	}

	/**
	 * The last time any lease was known to be held.
	 */
	long end() {
		return this.end;
	}

	private @Nullable String rival(Span span) {
		Map.Entry<Long, Span> before = this.byStart.lowerEntry(span.start);
		if (before != null && before.getValue().end >= span.start) {
			return before.getValue().lease;
		}
		Map.Entry<Long, Span> after = this.byStart.higherEntry(span.start);
		return (after != null && after.getKey() <= span.end) ? after.getValue().lease : null;
	}

	private void forget() {
		if (this.byStart.size() > REMEMBERED) {
			this.byLease.remove(this.byStart.pollFirstEntry().getValue().lease);
		}
	}

	private static final class Span {

		private final String lease;

		private final long start;

		private long end;

		Span(String lease, long start) {
			this.lease = lease;
			this.start = start;
			this.end = start;
		}

	}

}
