package io.quorumlock.sample.control;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/**
 * What has happened lately: all of the last minute, and the latest writes that were
 * refused, however long ago. Used under the lock of the {@link LiveFeed}.
 */
final class History {

	private static final long MILLIS = 60_000;

	private static final int REFUSED = 20;

	private final Deque<LiveEvent> recent = new ArrayDeque<>();

	private final Deque<LiveEvent> refused = new ArrayDeque<>();

	void add(LiveEvent event) {
		if (event instanceof LiveEvent.StateNews) {
			return;
		}
		if (event instanceof LiveEvent.RefusedNews) {
			this.refused.addLast(event);
			if (this.refused.size() > REFUSED) {
				this.refused.removeFirst();
			}
			return;
		}
		this.recent.addLast(event);
		while (this.recent.getFirst().time() < event.time() - MILLIS) {
			this.recent.removeFirst();
		}
	}

	/**
	 * All that is remembered.
	 * @return the events, in the order in which they happened
	 */
	List<LiveEvent> events() {
		return Stream.concat(this.refused.stream(), this.recent.stream())
			.sorted(Comparator.comparingLong(LiveEvent::time))
			.toList();
	}

}
